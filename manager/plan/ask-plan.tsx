import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { FormReader } from '../form-reader.ts';
import { DayInput } from '../parts/day-input.tsx';
import { PeriodOptions } from '../parts/period-options.tsx';
import { sayReport } from '../reports/report.ts';
import { say, sayPlan, sayRefusal } from '../words.ts';
import { type DriverRow, DriverRows } from './driver-rows.tsx';
import {
  type PlanForm,
  PRESETS,
  type Preset,
  planBody,
  planFault,
  presetRange,
  WEEKS,
} from './plan-question.ts';

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

/** The question to the planner. @param onAsked told the id of the plan that is now worked out */
export function AskPlan({ today, onAsked }: { today: string; onAsked: (id: string) => void }): ReactNode {
  const [preset, setPreset] = useState<Preset>('weeks-12');
  const [range, setRange] = useState(() => presetRange('weeks-12', today) ?? { from: today, to: today });
  const [problem, setProblem] = useState<string | null>(null);
  const [drivers, setDrivers] = useState<readonly DriverRow[]>([]);
  const [asking, setAsking] = useState(false);
  const ask = async (element: HTMLFormElement) => {
    const given = new FormReader(element);
    const form: PlanForm = {
      ...range,
      sharePercent: given.number('share'),
      minutes: given.number('minutes'),
      cap: given.numberOrNull('cap'),
      maxFields: given.number('max'),
      breakMinutes: given.number('break'),
      volumePercent: given.number('volume'),
      qualifications: given.text('qualifications') === 'ignore' ? 'ignore' : 'respect',
      absencePercent: given.number('absence'),
      keptPercent: given.number('kept'),
      horizonMonths: given.number('horizon'),
      appointmentPercent: given.number('appointments'),
      drivers,
    };
    const fault = planFault(form);
    if (fault !== null)
      return setProblem(fault === 'wrongPeriod' ? say('wrongPeriod') : sayPlan('wrongTarget'));
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
      <p className="second">{sayPlan('askHint')}</p>
      <div className="filters">
        <PeriodChoice
          today={today}
          range={range}
          preset={preset}
          onChoose={(next, chosen) => {
            setRange(next);
            setPreset(chosen);
          }}
        />
      </div>
      <div className="filters">
        <label className="short">
          {sayPlan('targetShare')}
          <input name="share" type="number" min={1} max={99} step={1} defaultValue={90} required />
        </label>
        <label className="short">
          {sayPlan('targetMinutes')}
          <input name="minutes" type="number" min={0} max={480} step={1} defaultValue={15} required />
        </label>
        <label className="short">
          {sayPlan('cap')}
          <input name="cap" type="number" min={1} max={1000} placeholder="–" aria-describedby="cap-hint" />
        </label>
        <span id="cap-hint" className="second hint">
          {sayPlan('capHint')}
        </span>
      </div>
      <div className="filters">
        <label>
          {sayPlan('maxFields')}
          <select name="max" defaultValue="4">
            {[1, 2, 3, 4].map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label className="short">
          {sayPlan('breakMinutes')}
          <input name="break" type="number" min={0} max={60} defaultValue={10} required />
        </label>
        <label>
          {sayPlan('qualifications')}
          <select name="qualifications" defaultValue="respect">
            <option value="respect">{sayPlan('qualificationsRespect')}</option>
            <option value="ignore">{sayPlan('qualificationsIgnore')}</option>
          </select>
        </label>
        <label className="short">
          {sayPlan('volume')}
          <input name="volume" type="number" min={10} max={500} step={5} defaultValue={100} required />
        </label>
      </div>
      <div className="filters">
        <label className="short">
          {sayPlan('keptOnDays')}
          <input
            name="kept"
            type="number"
            min={0}
            max={99}
            step={1}
            defaultValue={90}
            required
            aria-describedby="kept-hint"
          />
        </label>
        <span id="kept-hint" className="second hint">
          {sayPlan('keptHint')}
        </span>
        <label className="short">
          {sayPlan('absence')}
          <input name="absence" type="number" min={0} max={50} step={0.5} defaultValue={0} required />
        </label>
        <label className="short">
          {sayPlan('horizon')}
          <input name="horizon" type="number" min={1} max={36} step={1} defaultValue={3} required />
        </label>
        <label className="short">
          {sayPlan('appointments')}
          <input name="appointments" type="number" min={0} max={100} step={5} defaultValue={0} required />
        </label>
      </div>
      <DriverRows rows={drivers} onChange={setDrivers} />
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
