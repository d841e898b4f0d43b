import type { ReactNode } from 'react';
import { FormReader } from '../form-reader.ts';
import { sayPlan } from '../words.ts';
import type { PlanForm } from './plan-question.ts';

type Figures = Omit<PlanForm, 'from' | 'to' | 'drivers' | 'targets' | 'fields' | 'trained'>;

/** The figures of the form as they are written. */
export function figuresOf(element: HTMLFormElement): Figures {
  const given = new FormReader(element);
  return {
    sharePercent: given.number('share'),
    minutes: given.number('minutes'),
    cap: given.numberOrNull('cap'),
    counters: given.text('counters') === 'respect' ? 'respect' : 'ignore',
    maxFields: given.number('max'),
    breakMinutes: given.number('break'),
    volumePercent: given.number('volume'),
    qualifications: given.text('qualifications') === 'ignore' ? 'ignore' : 'respect',
    absencePercent: given.number('absence'),
    keptDays: given.number('kept'),
    keptOf: given.number('kept-of'),
    movePrice: given.number('move'),
    horizonMonths: given.number('horizon'),
    appointmentPercent: given.number('appointments'),
  };
}

function Figure({
  name,
  label,
  value,
  least,
  most,
  step = 1,
  hint,
}: {
  name: string;
  label: Parameters<typeof sayPlan>[0];
  value: number;
  least: number;
  most: number;
  step?: number;
  hint?: string;
}): ReactNode {
  return (
    <label className="short">
      {sayPlan(label)}
      <input
        name={name}
        type="number"
        min={least}
        max={most}
        step={step}
        defaultValue={value}
        required
        aria-describedby={hint}
      />
    </label>
  );
}

/** Target, headcount and what else binds the plan. @param first what stands there at first */
export function PlanFigures({ first }: { first: Figures }): ReactNode {
  return (
    <>
      <div className="filters">
        <Figure name="share" label="targetShare" value={first.sharePercent} least={1} most={99} />
        <Figure name="minutes" label="targetMinutes" value={first.minutes} least={0} most={480} />
        <Figure name="kept" label="keptDays" value={first.keptDays} least={0} most={99} hint="kept-hint" />
        <Figure name="kept-of" label="keptOf" value={first.keptOf} least={1} most={100} hint="kept-hint" />
        <span id="kept-hint" className="second hint">
          {sayPlan('keptHint')}
        </span>
      </div>
      <div className="filters">
        <label className="short">
          {sayPlan('cap')}
          <input
            name="cap"
            type="number"
            min={1}
            max={1000}
            placeholder="–"
            defaultValue={first.cap ?? ''}
            aria-describedby="cap-hint"
          />
        </label>
        <span id="cap-hint" className="second hint">
          {sayPlan('capHint')}
        </span>
        <label>
          {sayPlan('countersBind')}
          <select name="counters" defaultValue={first.counters}>
            <option value="ignore">{sayPlan('countersIgnore')}</option>
            <option value="respect">{sayPlan('countersRespect')}</option>
          </select>
        </label>
        <label>
          {sayPlan('maxFields')}
          <select name="max" defaultValue={String(first.maxFields)}>
            {[1, 2, 3, 4].map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <Figure name="break" label="breakMinutes" value={first.breakMinutes} least={0} most={60} />
        <label>
          {sayPlan('qualifications')}
          <select name="qualifications" defaultValue={first.qualifications}>
            <option value="respect">{sayPlan('qualificationsRespect')}</option>
            <option value="ignore">{sayPlan('qualificationsIgnore')}</option>
          </select>
        </label>
      </div>
      <div className="filters">
        <Figure name="volume" label="volume" value={first.volumePercent} least={10} most={500} step={0.1} />
        <Figure name="absence" label="absence" value={first.absencePercent} least={0} most={50} step={0.1} />
        <Figure name="horizon" label="horizon" value={first.horizonMonths} least={1} most={36} />
        <Figure
          name="appointments"
          label="appointments"
          value={first.appointmentPercent}
          least={0}
          most={100}
          step={0.1}
        />
        <Figure
          name="move"
          label="movePrice"
          value={first.movePrice}
          least={0}
          most={2}
          step={0.1}
          hint="move-hint"
        />
        <span id="move-hint" className="second hint">
          {sayPlan('movePriceHint')}
        </span>
      </div>
    </>
  );
}
