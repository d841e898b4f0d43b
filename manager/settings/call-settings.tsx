import { type ReactNode, useState } from 'react';
import type { Discipline, Settings } from '../../common/protocol/catalogue.ts';
import { LinesInput, NumberInput } from '../parts/inputs.tsx';
import { say } from '../words.ts';
import { PrioritiesInput } from './priorities-input.tsx';

const DISCIPLINES = {
  accumulating: 'callRuleAccumulating',
  'head-start': 'callRuleHeadStart',
  interleave: 'callRuleInterleave',
  strict: 'callRuleStrict',
} as const;
const KINDS = ['accumulating', 'head-start', 'interleave', 'strict'] as const;

/** The one figure of the rule that is chosen. */
function DisciplineFigure({ kind, now }: { kind: Discipline['kind']; now: Discipline }): ReactNode {
  switch (kind) {
    case 'accumulating':
      return (
        <NumberInput
          label={say('disciplineWeight')}
          name="weight"
          value={now.kind === kind ? now.weight : 5}
          min={1}
          max={100}
          step="any"
        />
      );
    case 'head-start':
      return (
        <NumberInput
          label={say('disciplineMinutes')}
          name="minutes"
          value={now.kind === kind ? now.minutes : 15}
          min={0}
          max={480}
          step="any"
        />
      );
    case 'interleave':
      return (
        <NumberInput
          label={say('disciplineOrdinary')}
          name="ordinaryPerPriority"
          value={now.kind === kind ? now.ordinaryPerPriority : 2}
          min={1}
          max={20}
        />
      );
    case 'strict':
      return <span />;
  }
}

/** Whom a counter calls next, when it helps, and when an absent citizen is given up. */
export function CallSettings({ settings }: { settings: Settings }): ReactNode {
  const [kind, setKind] = useState(settings.discipline.kind);
  return (
    <>
      <label>
        {say('callRule')}
        <select
          name="discipline"
          value={kind}
          onChange={(event) => setKind(KINDS.find((each) => each === event.target.value) ?? 'accumulating')}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {say(DISCIPLINES[each])}
            </option>
          ))}
        </select>
      </label>
      <DisciplineFigure key={kind} kind={kind} now={settings.discipline} />
      <NumberInput
        label={say('noShowCalls')}
        name="endsAfterCalls"
        value={settings.noShow.endsAfterCalls}
        min={1}
        max={10}
      />
      <NumberInput
        label={say('noShowReturns')}
        name="returnsAfterSeconds"
        value={settings.noShow.returnsAfterSeconds}
        min={0}
        max={3600}
      />
      <label>
        {say('helpRule')}
        <select name="help" defaultValue={settings.help}>
          <option value="when-empty">{say('helpWhenEmpty')}</option>
          <option value="beyond-target">{say('helpBeyondTarget')}</option>
        </select>
      </label>
      <NumberInput
        label={say('appointmentGrace')}
        name="appointmentGraceMinutes"
        value={settings.appointmentGraceMinutes}
        min={0}
        max={240}
      />
      <PrioritiesInput value={settings.priorities} />
      <LinesInput label={say('pauseReasons')} name="pauseReasons" value={settings.pauseReasons} />
      <LinesInput label={say('parkReasons')} name="parkReasons" value={settings.parkReasons} />
    </>
  );
}
