import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { formatDateTime, formatLocalDate, formatShare } from '../../common/client/staff-format.ts';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { useHall } from '../../common/client/use-hall.ts';
import type { PlanRun } from '../../common/protocol/plan.ts';
import { useRead } from '../../common/ui/use-read.ts';
import type { ManagerPage } from '../page.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
import { AskPlan } from '../plan/ask-plan.tsx';
import { ComparePlans } from '../plan/compare-plans.tsx';
import { PlanProgress } from '../plan/plan-progress.tsx';
import { isOpen } from '../plan/plan-question.ts';
import { PlanResult } from '../plan/plan-result.tsx';
import { sayPlan, sayRefusal } from '../words.ts';

const WATCH_MS = 1000;

/** A kept plan in a line of the choice. */
function runWords({ request, askedAt }: PlanRun, timeZone: string): string {
  const words = sayPlan('keptOption', {
    from: formatLocalDate(request.from),
    to: formatLocalDate(request.to),
    p: formatShare(request.target.share),
    m: request.target.minutes,
    at: formatDateTime(askedAt, { timeZone }),
  });
  return request.cap === undefined ? words : `${words} · ${sayPlan('keptCap', { n: request.cap })}`;
}

function PlanPage({ connection }: { connection: HallConnection }): ReactNode {
  const hall = hallOf(useHall(connection));
  const today = hall?.localDate || new Date().toISOString().slice(0, 10);
  const timeZone = hall?.settings.timeZone ?? 'Asia/Ho_Chi_Minh';
  const [id, setId] = useState(() => new URLSearchParams(globalThis.location.search).get('plan') ?? '');
  const [watching, setWatching] = useState(false);
  const list = useRead('GET /staffing/plans', { everyMs: watching ? WATCH_MS : 0 });
  const runs = list.value?.plans ?? [];
  // A plan that failed is shown to whoever asked for it, and is nobody's first view.
  const first = runs.find((each) => isOpen(each) || each.state === 'done');
  const run = runs.find((each) => each.id === id) ?? (id === '' ? first : undefined);
  const busy = runs.some(isOpen);
  useEffect(() => setWatching(busy), [busy]);
  const choose = (next: string) => {
    setId(next);
    globalThis.history.replaceState(null, '', next === '' ? '/manager/plan' : `?plan=${next}`);
  };
  const asked = (next: string) => {
    choose(next);
    setWatching(true);
    list.again();
  };
  const forget = async () => {
    if (run === undefined) return;
    await api('DELETE /staffing/plans/:id', { params: { id: run.id } });
    choose('');
    list.again();
  };
  if (list.value === null) return <Missing read={list} />;
  return (
    <div className="plan-page section">
      {runs.length === 0 ? null : (
        <form className="filters no-print" onSubmit={(event) => event.preventDefault()}>
          <label className="kept">
            {sayPlan('kept')}
            <select value={run?.id ?? ''} onChange={(event) => choose(event.target.value)}>
              {run === undefined ? <option value="">–</option> : null}
              {runs.map((each) => (
                <option key={each.id} value={each.id}>
                  {runWords(each, timeZone)}
                </option>
              ))}
            </select>
          </label>
          {run === undefined || isOpen(run) ? null : (
            <Confirmed
              label={sayPlan('forget')}
              question={sayPlan('forgetAsk')}
              onYes={() => void forget()}
            />
          )}
        </form>
      )}
      <details key={`ask-${id}`} className="ask-again no-print" open={runs.length === 0}>
        <summary>{sayPlan(runs.length === 0 ? 'ask' : 'askAgain')}</summary>
        <AskPlan today={today} start={run?.request} onAsked={asked} />
      </details>
      {run === undefined ? (
        <p className="empty" role="status">
          {id === '' ? sayPlan('keptNone') : sayRefusal('not_found')}
        </p>
      ) : isOpen(run) ? (
        <PlanProgress run={run} onChanged={list.again} />
      ) : (
        <Finished
          key={run.id}
          id={run.id}
          hallName={hall?.settings.hallName ?? ''}
          runs={runs}
          wordsOf={(each) => runWords(each, timeZone)}
          onAsked={asked}
        />
      )}
    </div>
  );
}

function Finished({
  id,
  hallName,
  runs,
  wordsOf,
  onAsked,
}: {
  id: string;
  hallName: string;
  runs: readonly PlanRun[];
  wordsOf: (run: PlanRun) => string;
  onAsked: (id: string) => void;
}): ReactNode {
  const read = useRead('GET /staffing/plans/:id', { params: { id } });
  if (read.value === null) return <Missing read={read} />;
  const { state, plan, request, refusal, standing } = read.value;
  if (state === 'cancelled')
    return (
      <p className="empty" role="status">
        {sayPlan('cancelled')}
      </p>
    );
  if (plan === null) {
    const own = refusal?.details?.[staffLanguage];
    return (
      <p className="problem" role="alert">
        {sayPlan('failed', { why: typeof own === 'string' ? own : sayRefusal(refusal?.code ?? 'internal') })}
      </p>
    );
  }
  return (
    <>
      <p className="print-only">{hallName}</p>
      <p className="visually-hidden" role="status">
        {sayPlan('ready')}
      </p>
      <PlanResult id={id} plan={plan} request={request} standing={standing} onAsked={onAsked} />
      <ComparePlans shown={{ id, plan, request }} runs={runs} wordsOf={wordsOf} />
    </>
  );
}

/** How many officials each field needs and who holds which together: what the Chairman signs. */
export const planPage: ManagerPage = {
  path: 'plan',
  menu: 'menuPlan',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: PlanPage,
};
