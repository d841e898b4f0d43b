import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { FormReader, hoursAreRight } from '../form-reader.ts';
import type { ManagerPage } from '../page.ts';
import { NumberInput, TextInput } from '../parts/inputs.tsx';
import { sayPrinterName } from '../parts/printer-words.ts';
import { Missing } from '../parts/states.tsx';
import { CallSettings } from '../settings/call-settings.tsx';
import { CriteriaInput } from '../settings/criteria-input.tsx';
import { NetworkSettings } from '../settings/network-settings.tsx';
import { SecuritySettings } from '../settings/security-settings.tsx';
import { changedSettings, settingsOf } from '../settings/settings-changes.ts';
import { VoiceSettings } from '../settings/voice-settings.tsx';
import { WeekInputs } from '../settings/week-inputs.tsx';
import { say, sayCalendar, sayCommon, sayOpinion, sayPeople, sayRefusal, saySecurity } from '../words.ts';

function SettingsPage(): ReactNode {
  const read = useRead('GET /settings');
  const printers = useRead('GET /printers');
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  if (read.value === null || printers.value === null) {
    const again = () => {
      read.again();
      printers.again();
    };
    return <Missing read={{ problem: read.problem ?? printers.problem, again }} />;
  }
  const { settings } = read.value;
  const names = new Set([settings.defaultPrinter, ...printers.value.printers.map((each) => each.name)]);
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormReader(event.currentTarget);
    const after = settingsOf(given);
    if (!hoursAreRight([...after.workingHours, ...after.mutedHours])) {
      setSaid({ bad: true, text: say('windowWrong') });
      return;
    }
    const changes = changedSettings(settings, after);
    if (Object.keys(changes).length === 0) {
      setSaid({ bad: false, text: say('nothingChanged') });
      return;
    }
    setBusy(true);
    const answer = await api('PUT /settings', { body: changes });
    setBusy(false);
    setSaid(
      answer.ok ? { bad: false, text: say('settingsSaved') } : { bad: true, text: sayRefusal(answer.code) },
    );
    if (answer.ok) read.again();
  };
  return (
    <form className="settings" onSubmit={(event) => void save(event)} onChange={() => setSaid(null)}>
      <Section title={say('settingsNames')} hint={sayCalendar('settingsHint')}>
        <TextInput
          label={say('setUpHallName')}
          name="hallName"
          value={settings.hallName}
          max={200}
          required
          wide
        />
        <TextInput
          label={say('hallNameEnglish')}
          name="hallNameEn"
          value={settings.hallNameEn}
          max={200}
          wide
        />
        <TextInput
          label={say('setUpSuperior')}
          name="superiorName"
          value={settings.superiorName}
          max={200}
          wide
        />
        <TextInput label={say('address')} name="address" value={settings.address} max={300} wide />
      </Section>
      <Section title={say('settingsTexts')} hint={say('noticeBoardHint')}>
        <TextInput
          label={say('ticketAdvice')}
          name="ticketAdvice"
          value={settings.ticketAdvice}
          max={200}
          wide
        />
        <TextInput
          label={say('ticketAdviceEnglish')}
          name="ticketAdviceEn"
          value={settings.ticketAdviceEn}
          max={200}
          wide
        />
        <TextInput
          label={say('trackingBaseUrl')}
          name="trackingBaseUrl"
          value={settings.trackingBaseUrl}
          max={200}
          hint={say('trackingHint')}
          pattern="https?://[^\s/]+/?"
          wide
        />
        <label>
          {say('defaultPrinter')}
          <select name="defaultPrinter" defaultValue={settings.defaultPrinter}>
            {[...names].map((each) => (
              <option key={each} value={each}>
                {sayPrinterName(each)}
              </option>
            ))}
          </select>
        </label>
        <NumberInput
          label={say('kioskIdleSeconds')}
          name="kioskIdleSeconds"
          value={settings.kioskIdleSeconds}
          min={15}
          max={600}
        />
      </Section>
      <Section title={say('settingsHours')} hint={say('workingHoursHint')}>
        <WeekInputs settings={settings} />
      </Section>
      <Section title={sayPeople('settingsTitle')}>
        <NumberInput
          label={sayPeople('warningDays')}
          name="postingWarningDays"
          value={settings.postingWarningDays}
          min={0}
          max={365}
        />
      </Section>
      <Section title={sayOpinion('settings')}>
        <NumberInput
          label={sayOpinion('settingsDays')}
          name="opinionDays"
          value={settings.opinionDays}
          min={1}
          max={90}
        />
        <CriteriaInput value={settings.opinionCriteria} />
      </Section>
      <Section title={say('settingsNetwork')} hint={say('settingsNetworkHint')}>
        <NetworkSettings settings={settings} />
      </Section>
      <Section title={say('settingsCalls')}>
        <CallSettings settings={settings} />
      </Section>
      <Section title={say('settingsVoice')}>
        <VoiceSettings settings={settings} />
      </Section>
      <Section title={saySecurity('settings')} hint={saySecurity('settingsHint')}>
        <SecuritySettings settings={settings} />
      </Section>
      <div className="save-row">
        <button type="submit" className="act strong" disabled={busy}>
          {sayCommon('save')}
        </button>
        <p className={said?.bad ? 'problem' : 'good'} role="status">
          {said?.text}
        </p>
      </div>
    </form>
  );
}

function Section({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="card-section">
      <h2>{title}</h2>
      {hint === undefined ? null : <p className="second">{hint}</p>}
      <div className="card-parts">{children}</div>
    </section>
  );
}

/** Everything of the hall that is not a list. */
export const settingsPage: ManagerPage = {
  path: 'settings',
  menu: 'menuSettings',
  roles: ['admin'],
  Page: SettingsPage,
};
