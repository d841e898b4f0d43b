import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { PeriodOptions } from '../parts/period-options.tsx';
import { sayReport } from '../reports/report.ts';
import { say, sayPlan, sayRefusal } from '../words.ts';
import { DriverRows } from './driver-rows.tsx';
import { FieldChoice } from './field-choice.tsx';
import { figuresOf, PlanFigures } from './plan-figures.tsx';
import {
  type AskedRequest,
  formOf,
  type PlanForm,
  PRESETS,
  type Preset,
  planBody,
  planFault,
  presetRange,
  USUAL_FORM,
  WEEKS,
} from './plan-question.ts';
import { TargetRows } from './target-rows.tsx';

/** A period by preset or by its days. */
export function PeriodChoice({
  today,
  range,
  preset,
  onChoose,
}: {
  today: string;
  range: { readonly from: string; readonly to: string };
  preset: Preset;
  onChoose: (range: { from: string; to: string }, preset: Preset) => void;
}): ReactNode {
  return (
    <>
      <label>
        {say('period')}
        <select
          value={preset}
          onChange={(event) => {
            const chosen = PRESETS.find((each) => each === event.target.value) ?? 'free';
            onChoose(presetRange(chosen, today) ?? range, chosen);
          }}
        >
          <PeriodOptions>
            {WEEKS.map((weeks) => (
              <option key={weeks} value={`weeks-${weeks}`}>
                {sayPlan('lastWeeks', { n: weeks })}
              </option>
            ))}
            <option value="free">{sayReport('periodFree')}</option>
          </PeriodOptions>
        </select>
      </label>
      <DayInput
        label={say('from')}
        value={range.from}
        required
        onChange={(from) => onChoose({ ...range, from }, 'free')}
      />
      <DayInput
        label={say('to')}
        value={range.to}
        required
        onChange={(to) => onChoose({ ...range, to }, 'free')}
      />
    </>
  );
}

/**
 * The question to the planner.
 * @param start question of a plan that is shown, to be changed in one thing and asked again; absent: the usual one
 * @param onAsked told the id of the plan that is now worked out
 */
export function AskPlan({
  today,
  start,
  onAsked,
}: {
  today: string;
  start?: AskedRequest | undefined;
  onAsked: (id: string) => void;
}): ReactNode {
  const known = useRead('GET /fields');
  const [preset, setPreset] = useState<Preset>(start ? 'free' : 'weeks-12');
  const [first] = useState<PlanForm>(() =>
    start
      ? formOf(start)
      : { ...(presetRange('weeks-12', today) ?? { from: today, to: today }), ...USUAL_FORM },
  );
  const [range, setRange] = useState({ from: first.from, to: first.to });
  const [problem, setProblem] = useState<string | null>(null);
  const [drivers, setDrivers] = useState(first.drivers);
  const [targets, setTargets] = useState(first.targets);
  const [chosen, setChosen] = useState(first.fields);
  const [asking, setAsking] = useState(false);
  const fields = known.value?.fields ?? [];
  const ask = async (element: HTMLFormElement) => {
    const form = {
      ...figuresOf(element),
      ...range,
      drivers,
      targets,
      fields: chosen,
      trained: first.trained,
    };
    const fault = planFault(form);
    if (fault !== null) return setProblem(fault === 'wrongPeriod' ? say('wrongPeriod') : sayPlan(fault));
    setAsking(true);
    const answer = await api('POST /staffing/plan', { query: { wait: 'no' }, body: planBody(form) });
    setAsking(false);
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    if (answer.ok && 'id' in answer.value) onAsked(answer.value.id);
  };
  return (
    <form
      className="section"
      onSubmit={(event) => {
        event.preventDefault();
        void ask(event.currentTarget);
      }}
    >
      <p className="second">{sayPlan(start ? 'askFromHint' : 'askHint')}</p>
      <div className="filters">
        <PeriodChoice
          today={today}
          range={range}
          preset={preset}
          onChoose={(next, chosenPreset) => {
            setRange(next);
            setPreset(chosenPreset);
          }}
        />
      </div>
      <PlanFigures first={first} />
      <TargetRows rows={targets} fields={fields} onChange={setTargets} />
      <DriverRows rows={drivers} onChange={setDrivers} />
      <FieldChoice chosen={chosen} fields={fields} onChange={setChosen} />
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="main-act start ask" disabled={asking}>
        {sayPlan('askStart')}
      </button>
    </form>
  );
}
