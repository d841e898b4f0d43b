import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatNumber, formatShare } from '../../common/client/staff-format.ts';
import type { PlannedField, StaffingPlan } from '../../common/protocol/plan.ts';
import type { ErlangAnswer } from '../../common/protocol/staffing.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { sayPlan, sayRefusal } from '../words.ts';
import { busiestSlot, loadOf, questionsOf } from './formulas.ts';
import { clockOf, minutesOf } from './plan-view.ts';
import { reasonText } from './reason-text.ts';

interface FormulaRow {
  readonly counters: number;
  readonly model: 'erlangC' | 'kimura';
  /** Null: these officials cannot keep up. */
  readonly answer: ErlangAnswer | null;
}

/** Letters and formulas behind a field's half-hour, beside what the simulation says: for whoever checks the plan. */
export function FormulasPanel({ plan }: { plan: StaffingPlan }): ReactNode {
  const busiest = [...plan.fields].sort(
    (a, b) => b.perDay * b.serviceMinutes - a.perDay * a.serviceMinutes,
  )[0];
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState(busiest?.code ?? '');
  const field = plan.fields.find((each) => each.code === code) ?? busiest;
  const [minute, setMinute] = useState<number | null>(null);
  if (!field) return null;
  return (
    <details className="formulas no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{sayPlan('formulas')}</summary>
      <div className="section">
        <p className="second">{sayPlan('formulasHint')}</p>
        <form className="filters" onSubmit={(event) => event.preventDefault()}>
          <label>
            {sayPlan('field')}
            <select
              value={field.code}
              onChange={(event) => {
                setCode(event.target.value);
                setMinute(null);
              }}
            >
              {plan.fields.map((each) => (
                <option key={each.code} value={each.code}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {sayPlan('slot')}
            <select
              value={minute ?? busiestSlot(field)}
              onChange={(event) => setMinute(Number(event.target.value))}
            >
              {field.slots.map((slot) => (
                <option key={slot.minuteOfDay} value={slot.minuteOfDay}>
                  {clockOf(slot.minuteOfDay)}–{clockOf(slot.minuteOfDay + 30)}
                </option>
              ))}
            </select>
          </label>
        </form>
        {open ? <Letters plan={plan} field={field} minute={minute ?? busiestSlot(field)} /> : null}
        <p className="second">{sayPlan('formulaSource')}</p>
      </div>
    </details>
  );
}

function Letters({
  plan,
  field,
  minute,
}: {
  plan: StaffingPlan;
  field: PlannedField;
  minute: number;
}): ReactNode {
  const load = loadOf(field, minute);
  const [rows, setRows] = useState<readonly FormulaRow[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const control = new AbortController();
    const read = async () => {
      const given = loadOf(field, minute);
      if (given.arrivalsPerHour === 0) return setRows([]);
      const asked = questionsOf(given, plan.target).flatMap(({ counters, exponential, spread }) => [
        { counters, model: 'erlangC' as const, body: exponential },
        { counters, model: 'kimura' as const, body: spread },
      ]);
      const answers = await Promise.all(
        asked.map(({ body }) => api('POST /staffing/erlang', { body, signal: control.signal })),
      );
      if (control.signal.aborted) return;
      const failed = answers.find((each) => !each.ok && each.code !== 'unstable');
      setProblem(failed && !failed.ok ? sayRefusal(failed.code) : null);
      setRows(
        asked.map(({ counters, model }, at) => {
          const each = answers[at];
          return { counters, model, answer: each?.ok ? each.value : null };
        }),
      );
    };
    void read();
    return () => control.abort();
  }, [field, minute, plan.target]);
  const letters: readonly (readonly [word: string, value: string])[] = [
    [sayPlan('lambda'), formatNumber(load.arrivalsPerHour, 2)],
    [sayPlan('mu'), formatNumber(load.servicePerHour, 2)],
    [sayPlan('scv'), formatNumber(load.serviceScv, 2)],
    [sayPlan('offered'), formatNumber(load.offered, 2)],
    [sayPlan('dispersion'), formatNumber(field.dispersion, 2)],
  ];
  const { waitAlone } = field;
  return (
    <>
      <dl className="facts">
        {letters.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {sayPlan('formulaMissing', { why: problem })}
        </p>
      )}
      {load.arrivalsPerHour === 0 ? <p className="empty">{sayPlan('noArrivals')}</p> : null}
      <ScrollBox label={sayPlan('formulas')}>
        <table className="formula-table">
          <thead>
            <tr>
              <td />
              <th scope="col" className="figure">
                {sayPlan('formulaN')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('formulaRho')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('formulaWaits')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('formulaMean')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('formulaLevel', { m: plan.target.minutes })}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ counters, model, answer }) => (
              <tr key={model + counters}>
                <th scope="row">{sayPlan(model)}</th>
                <td className="figure">{counters}</td>
                <td className="figure">{formatNumber(load.offered / counters, 2)}</td>
                {answer === null ? (
                  <td colSpan={3} className="bad">
                    {sayPlan('overload')}
                  </td>
                ) : (
                  <>
                    <td className="figure">{formatShare(answer.pWait)}</td>
                    <td className="figure">
                      {sayPlan('minutesShort', { n: minutesOf(answer.meanWaitMinutes) })}
                    </td>
                    <td className="figure">{formatShare(answer.serviceLevel)}</td>
                  </>
                )}
              </tr>
            ))}
            <tr>
              <th scope="row">{sayPlan('simulated')}</th>
              <td className="figure">{field.officialsAlone}</td>
              <td className="figure">–</td>
              <td className="figure">–</td>
              <td className="figure">{sayPlan('minutesShort', { n: minutesOf(waitAlone.meanMinutes) })}</td>
              <td className="figure">
                {waitAlone.withinTargetShare === null ? '–' : formatShare(waitAlone.withinTargetShare)}
              </td>
            </tr>
          </tbody>
        </table>
      </ScrollBox>
      {rows
        .flatMap(({ answer }) => answer?.notes ?? [])
        .slice(0, 1)
        .map((note) => (
          <p key={note.code} className="second">
            {reasonText(note)}
          </p>
        ))}
    </>
  );
}
