import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { DecisionCard } from '../month/decision-card.tsx';
import '../month/month.css';
import { MonthFigures } from '../month/month-figures.tsx';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { PlanProgress } from '../plan/plan-progress.tsx';
import { isOpen, latestPeriod } from '../plan/plan-question.ts';
import { PromiseWeeks } from '../plan/promise-weeks.tsx';
import { Standing } from '../plan/standing.tsx';
import { sayMonth, sayRefusal } from '../words.ts';

const WATCH_MS = 1000;

function Month(): ReactNode {
  const [watching, setWatching] = useState(false);
  const list = useRead('GET /staffing/plans', { everyMs: watching ? WATCH_MS : 0 });
  const span = useRead('GET /record/span');
  const [asked, setAsked] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const runs = list.value?.plans ?? [];
  const open = runs.find(isOpen);
  const busy = open !== undefined;
  useEffect(() => setWatching(busy), [busy]);
  const done = runs.find((run) => run.state === 'done');
  const failed = asked !== null && runs.some((run) => run.id === asked && run.state === 'failed');
  if (list.value === null) return <Missing read={list} />;
  if (span.value === null) return <Missing read={span} />;
  const period = latestPeriod(span.value);
  const start = async () => {
    if (period === null) return;
    const answer = await api('POST /staffing/plan', { query: { wait: 'no' }, body: period });
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    if (!answer.ok || !('id' in answer.value)) return;
    setAsked(answer.value.id);
    setWatching(true);
    list.again();
  };
  return (
    <div className="month-page section">
      {open === undefined ? null : <PlanProgress run={open} onChanged={list.again} />}
      {failed && asked !== null ? <WhyFailed id={asked} /> : null}
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {done !== undefined ? (
        <Signing
          key={done.id}
          id={done.id}
          {...(open === undefined && period !== null && period.to > done.request.to
            ? { onRenew: () => void start() }
            : {})}
        />
      ) : period === null ? (
        <p className="empty">{sayMonth('empty')}</p>
      ) : open === undefined ? (
        <div className="card-section">
          <p>
            {sayMonth('none', {
              from: formatLocalDate(span.value.from ?? period.from),
              to: formatLocalDate(span.value.to ?? period.to),
            })}
          </p>
          <button type="button" className="main-act" onClick={() => void start()}>
            {sayMonth('start')}
          </button>
        </div>
      ) : null}
    </div>
  );
}

function WhyFailed({ id }: { id: string }): ReactNode {
  const read = useRead('GET /staffing/plans/:id', { params: { id } });
  if (read.value === null) return null;
  const { refusal } = read.value;
  const own = refusal?.details?.[staffLanguage];
  return (
    <p className="problem" role="alert">
      {sayMonth('failed', { why: typeof own === 'string' ? own : sayRefusal(refusal?.code ?? 'internal') })}
    </p>
  );
}

function Signing({ id, onRenew }: { id: string; onRenew?: () => void }): ReactNode {
  const read = useRead('GET /staffing/month', { query: { plan: id } });
  if (read.value === null) return <Missing read={read} />;
  const month = read.value;
  return (
    <>
      <MonthFigures month={month} />
      <Standing standing={month.standing} />
      <section className="section" aria-label={sayMonth('decisions')}>
        <h2>{sayMonth('decisions')}</h2>
        <ol className="decisions">
          {month.decisions.map((decision, at) => (
            <DecisionCard key={decision.kind} decision={decision} number={at + 1} plan={month.plan} />
          ))}
        </ol>
      </section>
      <p className="second">
        {sayMonth('basis', {
          from: formatLocalDate(month.planFrom),
          to: formatLocalDate(month.planTo),
          start: formatLocalDate(month.from),
          end: formatLocalDate(month.to),
        })}{' '}
        <a href={`/manager/plan?plan=${month.plan}`}>{sayMonth('openPlan')}</a>{' '}
        {onRenew === undefined ? null : (
          <button type="button" className="quiet" onClick={onRenew}>
            {sayMonth('renew')}
          </button>
        )}
      </p>
      <section className="section" aria-label={sayMonth('promised')}>
        {month.promised === null ? (
          <p className="second">{sayMonth('promisedNone')}</p>
        ) : (
          <Promised id={month.promised} />
        )}
      </section>
    </>
  );
}

function Promised({ id }: { id: string }): ReactNode {
  const read = useRead('GET /staffing/plans/:id', { params: { id } });
  return read.value?.plan ? <PromiseWeeks id={id} plan={read.value.plan} /> : null;
}

/** What the Chairman signs this month: where he begins. */
export const monthPage: ManagerPage = {
  path: '',
  menu: 'menuMonth',
  roles: ['chairman'],
  Page: Month,
};

/** The same for those who prepare it. */
export const monthForLeadersPage: ManagerPage = {
  ...monthPage,
  path: 'month',
  roles: ['supervisor', 'admin'],
};
