import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { PlanRun } from '../../common/protocol/plan.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { sayPlan } from '../words.ts';
import { type AskedPlan, answerLines, askedLines, type ComparedLine } from './compared.ts';
import { Dropped } from './target-rows.tsx';

/** Plans beside the one that is shown, at most. */
const BESIDE_MOST = 2;
const KEY = 'beside';

function besideInAddress(): string[] {
  const given = new URLSearchParams(globalThis.location.search).get(KEY) ?? '';
  return given
    .split(',')
    .filter((id) => id !== '')
    .slice(0, BESIDE_MOST);
}

function keepInAddress(ids: readonly string[]): void {
  const address = new URL(globalThis.location.href);
  if (ids.length === 0) address.searchParams.delete(KEY);
  else address.searchParams.set(KEY, ids.join(','));
  globalThis.history.replaceState(null, '', address);
}

function Lines({ lines, title }: { lines: readonly ComparedLine[]; title: string }): ReactNode {
  return (
    <>
      <tr>
        <th scope="rowgroup" className="second" colSpan={BESIDE_MOST + 2}>
          {title}
        </th>
      </tr>
      {lines.map(({ label, cells, differs }) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          {cells.map((cell, at) => (
            // Plans keep their columns.
            <td key={String(at)} className={differs ? 'differs' : undefined}>
              {differs && at > 0 ? <strong>{cell}</strong> : cell}
            </td>
          ))}
        </tr>
      ))}
    </>
  );
}

/** Up to three plans in one table: what was asked differently, and what comes of it. */
export function ComparePlans({
  shown,
  runs,
  wordsOf,
}: {
  shown: AskedPlan;
  runs: readonly PlanRun[];
  wordsOf: (run: PlanRun) => string;
}): ReactNode {
  const [ids, setIds] = useState(besideInAddress);
  const [before, setBefore] = useState<readonly string[] | null>(null);
  const [read, setRead] = useState<ReadonlyMap<string, AskedPlan>>(new Map());
  const others = runs.filter((run) => run.state === 'done' && run.id !== shown.id);
  const wanted = ids.filter((id) => id !== shown.id);
  const missing = wanted.filter((id) => !read.has(id)).join();
  const put = (next: readonly string[]) => {
    setIds([...next]);
    keepInAddress(next);
  };
  useEffect(() => {
    let alive = true;
    for (const id of missing.split(',').filter((each) => each !== ''))
      void api('GET /staffing/plans/:id', { params: { id } }).then((answer) => {
        if (!alive) return;
        const { plan, request } = answer.ok ? answer.value : { plan: null, request: null };
        if (plan && request) setRead((known) => new Map([...known, [id, { id, plan, request }]]));
        else setIds((now) => now.filter((each) => each !== id));
      });
    return () => {
      alive = false;
    };
  }, [missing]);
  if (others.length === 0 && wanted.length === 0) return null;
  const plans = [shown, ...wanted.flatMap((id) => read.get(id) ?? [])];
  const asked = askedLines(plans);
  const nameOf = (id: string) => {
    const run = runs.find((each) => each.id === id);
    return run ? wordsOf(run) : id;
  };
  return (
    <section className="section compare" aria-label={sayPlan('compare')}>
      <h2>{sayPlan('compare')}</h2>
      <p className="second">{sayPlan('compareHint')}</p>
      <div className="filters no-print">
        {wanted.length >= BESIDE_MOST ? null : (
          <label>
            {sayPlan('compareAdd')}
            <select
              value=""
              onChange={(event) => {
                setBefore(null);
                if (event.target.value !== '') put([...wanted, event.target.value]);
              }}
            >
              <option value="">–</option>
              {others
                .filter(({ id }) => !wanted.includes(id))
                .map((run) => (
                  <option key={run.id} value={run.id}>
                    {wordsOf(run)}
                  </option>
                ))}
            </select>
          </label>
        )}
      </div>
      {plans.length < 2 ? null : (
        <ScrollBox label={sayPlan('compare')}>
          <table>
            <thead>
              <tr>
                <td />
                {plans.map(({ id }, at) => (
                  <th scope="col" key={id}>
                    {at === 0 ? sayPlan('riskChosen') : nameOf(id)}
                    {at === 0 ? null : (
                      <button
                        type="button"
                        className="act quiet no-print block"
                        onClick={() => {
                          setBefore(wanted);
                          put(wanted.filter((each) => each !== id));
                        }}
                      >
                        {sayPlan('compareDrop')}
                      </button>
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <Lines
                title={asked.length === 0 ? sayPlan('comparedAskedSame') : sayPlan('comparedAsked')}
                lines={asked}
              />
              <Lines title={sayPlan('comparedAnswer')} lines={answerLines(plans)} />
            </tbody>
          </table>
        </ScrollBox>
      )}
      <Dropped
        before={before}
        onUndo={(idsBefore) => {
          put(idsBefore);
          setBefore(null);
        }}
      />
    </section>
  );
}
