import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { formatDateTime, formatNumber } from '../../common/client/staff-format.ts';
import { useHall } from '../../common/client/use-hall.ts';
import {
  AUDIT_KINDS,
  type AuditEntry,
  type AuditKind,
  type ChainState,
} from '../../common/protocol/audit.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { actorChoices, withActors } from '../audit-actors.ts';
import type { ManagerPage } from '../page.ts';
import { sayAudit, sayCommon, sayRefusal } from '../words.ts';

const KIND_WORDS = {
  office: 'kindOffice',
  all: 'kindAll',
  tickets: 'kindTickets',
  counters: 'kindCounters',
  dossiers: 'kindDossiers',
  catalogue: 'kindCatalogue',
  settings: 'kindSettings',
  people: 'kindPeople',
  devices: 'kindDevices',
  records: 'kindRecords',
} as const satisfies Record<AuditKind, string>;

interface Wanted {
  readonly kind: AuditKind;
  readonly actor: string;
  readonly from: string;
  readonly to: string;
}

interface Pages {
  readonly entries: readonly AuditEntry[];
  readonly cursor: number | null;
}

const FIRST: Wanted = { kind: 'office', actor: '', from: '', to: '' };

/** What one more page of what is wanted is asked for with. */
function queryOf({ kind, actor, from, to }: Wanted, cursor: number | null) {
  return {
    kind,
    ...(actor === '' ? {} : { actor }),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(cursor === null ? {} : { cursor }),
  };
}

function AuditPage({ connection }: { connection: HallConnection }): ReactNode {
  const timeZone = hallOf(useHall(connection))?.settings.timeZone ?? 'Asia/Ho_Chi_Minh';
  const [wanted, setWanted] = useState(FIRST);
  const [pages, setPages] = useState<Pages | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [actors, setActors] = useState<ReadonlyMap<string, AuditEntry['actor']>>(new Map());
  const read = useCallback(async (wanted: Wanted, from: Pages | null) => {
    setBusy(true);
    const answer = await api('GET /audit', { query: queryOf(wanted, from?.cursor ?? null) });
    setBusy(false);
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    if (!answer.ok) return;
    const { entries, nextCursor } = answer.value;
    setPages({ entries: [...(from?.entries ?? []), ...entries], cursor: nextCursor });
    // Whoever was seen once can be asked for from then on.
    setActors((known) => withActors(known, entries));
  }, []);
  useEffect(() => {
    setPages(null);
    void read(wanted, null);
  }, [wanted, read]);
  return (
    <>
      <Chain timeZone={timeZone} />
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const text = (name: string) => String(given.get(name) ?? '');
          const kind = AUDIT_KINDS.find((each) => each === text('kind')) ?? 'office';
          setWanted({ kind, actor: text('actor'), from: text('from'), to: text('to') });
        }}
      >
        <label>
          {sayAudit('kind')}
          <select name="kind" defaultValue={wanted.kind}>
            {AUDIT_KINDS.map((each) => (
              <option key={each} value={each}>
                {sayAudit(KIND_WORDS[each])}
              </option>
            ))}
          </select>
        </label>
        <label>
          {sayAudit('actor')}
          <select name="actor" defaultValue={wanted.actor}>
            <option value="">{sayAudit('actorAll')}</option>
            {actorChoices([...actors.values()]).map(({ ids, name }) => (
              <option key={ids} value={ids}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <DayInput label={sayAudit('from')} name="from" value={null} />
        <DayInput label={sayAudit('to')} name="to" value={null} />
        <button type="submit" className="act strong" disabled={busy}>
          {sayAudit('show')}
        </button>
      </form>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {pages === null ? (
        problem === null ? (
          <p className="empty">{`${sayCommon('loading')}…`}</p>
        ) : null
      ) : (
        <Lines pages={pages} timeZone={timeZone} busy={busy} onMore={() => void read(wanted, pages)} />
      )}
    </>
  );
}

function Lines({
  pages,
  timeZone,
  busy,
  onMore,
}: {
  pages: Pages;
  timeZone: string;
  busy: boolean;
  onMore: () => void;
}): ReactNode {
  const { entries, cursor } = pages;
  return (
    <>
      {entries.length === 0 && cursor === null ? <p className="empty">{sayAudit('none')}</p> : null}
      {entries.length === 0 ? null : (
        <table className="log">
          <thead>
            <tr>
              <th>{sayAudit('when')}</th>
              <th>{sayAudit('what')}</th>
              <th className="figure">{sayAudit('number')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((each) => (
              <tr key={each.sequence} className="log-line">
                <td>{formatDateTime(each.at, { timeZone })}</td>
                <td>{each.text}</td>
                <td className="figure">{each.sequence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {cursor === null ? (
        entries.length === 0 ? null : (
          <p className="second">{sayAudit('allShown')}</p>
        )
      ) : (
        <button type="button" className="act start" disabled={busy} onClick={onMore}>
          {sayAudit(entries.length === 0 ? 'searchOn' : 'more')}
        </button>
      )}
    </>
  );
}

/** While the chain is being checked, and afterwards, when only somebody else could ask for a check. */
const LOOK_AGAIN_MS = { busy: 1_000, still: 15_000 };

/** Whether the log is whole: checked by the server in the background, asked for here. */
function Chain({ timeZone }: { timeZone: string }): ReactNode {
  const [pace, setPace] = useState<keyof typeof LOOK_AGAIN_MS>('busy');
  const read = useRead('GET /audit/chain', { everyMs: LOOK_AGAIN_MS[pace] });
  const chain = read.value?.chain ?? { state: 'idle' };
  const now = chain.state === 'idle' || chain.state === 'running' ? 'busy' : 'still';
  useEffect(() => setPace(now), [now]);
  const { again } = read;
  const check = useCallback(async () => {
    await api('POST /audit/chain');
    again();
  }, [again]);
  // Whoever opens the log should not have to ask whether it can be trusted.
  const unasked = read.value?.chain.state === 'idle';
  useEffect(() => {
    if (unasked) void check();
  }, [unasked, check]);
  return (
    <section className={`chain ${chain.state}`} aria-label={sayAudit('chain')}>
      <h2>{sayAudit('chain')}</h2>
      <p
        role="status"
        className={chain.state === 'broken' ? 'bad' : chain.state === 'whole' ? 'good' : undefined}
      >
        {sayChain(chain, timeZone)}
      </p>
      <button type="button" className="act" disabled={chain.state === 'running'} onClick={() => void check()}>
        {sayAudit('chainCheck')}
      </button>
    </section>
  );
}

function sayChain(chain: ChainState, timeZone: string): string {
  switch (chain.state) {
    case 'idle':
      return sayAudit('chainIdle');
    case 'running':
      return sayAudit('chainRunning', { done: formatNumber(chain.done), total: formatNumber(chain.total) });
    case 'whole':
      return sayAudit('chainWhole', {
        n: formatNumber(chain.events),
        time: formatDateTime(chain.checkedAt, { timeZone }),
      });
    case 'broken':
      return sayAudit('chainBroken', { n: formatNumber(chain.firstBad) });
  }
}

/** Who did what when, and whether the log is whole. Nothing can be changed here. */
export const auditPage: ManagerPage = {
  path: 'audit',
  menu: 'menuAudit',
  roles: ['admin', 'chairman'],
  Page: AuditPage,
};
