import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { FormReader, hoursAreRight } from '../form-reader.ts';
import type { ManagerPage } from '../page.ts';
import { NumberInput, TextInput } from '../parts/inputs.tsx';
import { sayPrinterName } from '../parts/printer-words.ts';
import { Missing } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { useAddressed } from '../parts/use-addressed.ts';
import { useKeptForm } from '../parts/use-kept-form.ts';
import { BoardMediaFiles } from '../settings/board-media.tsx';
import { CallSettings } from '../settings/call-settings.tsx';
import { CriteriaInput } from '../settings/criteria-input.tsx';
import { GuidanceInput } from '../settings/guidance-input.tsx';
import { SettingsHistory } from '../settings/history.tsx';
import { NetworkSettings } from '../settings/network-settings.tsx';
import { PhoneSettings } from '../settings/phone-settings.tsx';
import { SecuritySettings } from '../settings/security-settings.tsx';
import { changedSettings, settingsOf } from '../settings/settings-changes.ts';
import { Signings } from '../settings/signings.tsx';
import { VoiceSettings } from '../settings/voice-settings.tsx';
import { WeekInputs } from '../settings/week-inputs.tsx';
import {
  say,
  sayCalendar,
  sayCommon,
  sayLive,
  sayOpinion,
  sayPeople,
  sayRefusal,
  saySecurity,
  saySetting,
} from '../words.ts';

const CHAPTERS = [
  ['names', 'chapterNames'],
  ['papers', 'chapterPapers'],
  ['hours', 'chapterHours'],
  ['calls', 'chapterCalls'],
  ['voice', 'chapterVoice'],
  ['texts', 'chapterTexts'],
  ['media', 'chapterMedia'],
  ['people', 'chapterOpinion'],
  ['network', 'chapterNetwork'],
  ['history', 'chapterHistory'],
] as const;
type Chapter = (typeof CHAPTERS)[number][0];
const isFormChapter = (chapter: string) => !['papers', 'history', 'media'].includes(chapter);

/** Opens the chapter of the first value that may not be saved, and lets the browser say what is wrong with it. */
function showInvalid(form: HTMLFormElement, open: (chapter: string) => void): boolean {
  const wrong = form.querySelector<HTMLInputElement>('input:invalid, select:invalid, textarea:invalid');
  if (wrong === null) return false;
  const chapter = wrong.closest<HTMLElement>('[data-chapter]')?.dataset.chapter;
  if (chapter !== undefined) open(chapter);
  // A field of a chapter that is folded away takes no focus: it is shown first.
  requestAnimationFrame(() => wrong.reportValidity());
  return true;
}

function SettingsPage({ connection }: { connection: HallConnection }): ReactNode {
  const hall = hallOf(useHall(connection));
  const [chosen, open] = useAddressed('chapter', 'names');
  const chapter = CHAPTERS.some(([id]) => id === chosen) ? chosen : 'names';
  const kept = useKeptForm('settings');
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
    if (showInvalid(event.currentTarget, open)) return;
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
    if (!answer.ok) return;
    kept.forget();
    read.again();
  };
  return (
    <Tabs
      label={say('menuSettings')}
      tabs={CHAPTERS.map(([id, word]) => ({ id, name: saySetting(word) }))}
      at={chapter}
      onOpen={open}
    >
      <form
        ref={kept.form}
        className="settings"
        noValidate
        hidden={!isFormChapter(chapter)}
        key={JSON.stringify(settings)}
        onSubmit={(event) => void save(event)}
        onChange={() => {
          setSaid(null);
          kept.keep();
        }}
      >
        {kept.found ? (
          <p className="banner" role="status">
            {saySetting('unsaved')}{' '}
            <button type="button" className="quiet" onClick={kept.drop}>
              {saySetting('dropUnsaved')}
            </button>
          </p>
        ) : null}
        <Section
          chapter="names"
          open={chapter}
          title={say('settingsNames')}
          hint={sayCalendar('settingsHint')}
        >
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
        <Section chapter="texts" open={chapter} title={say('settingsTexts')} hint={say('noticeBoardHint')}>
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
          <GuidanceInput value={settings.guidanceField} />
          <NumberInput
            label={saySetting('numbersPerPerson')}
            name="numbersPerPerson"
            value={settings.numbersPerPerson}
            min={1}
            max={20}
            required={false}
          />
        </Section>
        <Section chapter="texts" open={chapter} title={saySetting('phones')} hint={saySetting('phonesHint')}>
          <PhoneSettings settings={settings} />
        </Section>
        <Section chapter="hours" open={chapter} title={say('settingsHours')} hint={say('workingHoursHint')}>
          <WeekInputs settings={settings} />
        </Section>
        <Section chapter="people" open={chapter} title={sayPeople('settingsTitle')}>
          <NumberInput
            label={sayPeople('warningDays')}
            name="postingWarningDays"
            value={settings.postingWarningDays}
            min={0}
            max={365}
          />
        </Section>
        <Section chapter="people" open={chapter} title={sayLive('awaySettings')}>
          <NumberInput
            label={sayLive('awaySettingsMinutes')}
            name="awayAlertMinutes"
            value={settings.awayAlertMinutes}
            min={1}
            max={120}
          />
        </Section>
        <Section chapter="people" open={chapter} title={sayOpinion('settings')}>
          <NumberInput
            label={sayOpinion('settingsDays')}
            name="opinionDays"
            value={settings.opinionDays}
            min={1}
            max={90}
          />
          <CriteriaInput value={settings.opinionCriteria} />
        </Section>
        <Section
          chapter="network"
          open={chapter}
          title={say('settingsNetwork')}
          hint={say('settingsNetworkHint')}
        >
          <NetworkSettings settings={settings} />
        </Section>
        <Section chapter="calls" open={chapter} title={say('settingsCalls')}>
          <CallSettings settings={settings} />
        </Section>
        <Section chapter="voice" open={chapter} title={say('settingsVoice')}>
          <VoiceSettings settings={settings} />
        </Section>
        <Section
          chapter="network"
          open={chapter}
          title={saySecurity('settings')}
          hint={saySecurity('settingsHint')}
        >
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
      {chapter === 'media' ? <BoardMediaFiles /> : null}
      {chapter === 'papers' ? (
        <Signings signings={settings.signings} today={hall?.localDate ?? ''} onSaved={read.again} />
      ) : null}
      {chapter === 'history' ? (
        <SettingsHistory timeZone={hall?.settings.timeZone ?? 'Asia/Ho_Chi_Minh'} onReverted={read.again} />
      ) : null}
    </Tabs>
  );
}

function Section({
  chapter,
  open,
  title,
  hint,
  children,
}: {
  chapter: Chapter;
  /** The chapter that is open; parts of others are folded away and keep what was typed. */
  open: string;
  title: string;
  hint?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="card-section" data-chapter={chapter} hidden={chapter !== open}>
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
