import { type ReactNode, useEffect, useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { formatNumber, formatTime } from '../../common/client/staff-format.ts';
import type { Field } from '../../common/protocol/catalogue.ts';
import type { LookAhead as Ahead, LookProposal } from '../../common/protocol/look-ahead.ts';
import type { CounterRecord, OfficerRecord } from '../../common/protocol/views.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { sayLive, sayRefusal } from '../words.ts';
import { AheadFields } from './ahead-fields.tsx';
import { sayShare } from './live-words.ts';

/** The hall is asked so often; it looks anew by itself every few minutes. */
const ASKED_EVERY_MS = 10_000;

export interface LookAheadParts {
  readonly connection: HallConnection;
  readonly fields: readonly Field[];
  readonly counters: readonly CounterRecord[];
  readonly officers: readonly OfficerRecord[];
  readonly timeZone: string;
  /** Who may only look is shown no buttons. */
  readonly leader: boolean;
}

/** What the hour ahead will bring, the one change that helps, and what became of those before. */
export function LookAhead(parts: LookAheadParts): ReactNode {
  const { connection, counters, leader, timeZone } = parts;
  const read = useRead('GET /look-ahead', { everyMs: ASKED_EVERY_MS });
  const [said, setSaid] = useState<string | null>(null);
  const ahead = read.value;
  const after = (refusal: string | null, done: string) => {
    setSaid(refusal ?? done);
    read.again();
  };
  const take = async (proposal: LookProposal) => {
    const { counter, field, before, after: then, until, foretold } = proposal;
    const given = { counter, field, before, after: then, until, foretold };
    const reply = await connection.send('counter:lend', given);
    after(reply.ok ? null : sayRefusal(reply.error.code), sayLive('proposeDone'));
  };
  const refuse = async ({ id }: LookProposal) => {
    const answer = await api('POST /look-ahead/refuse', { body: { id } });
    after(answer.ok ? null : sayRefusal(answer.code), sayLive('proposeRefused'));
  };
  const takeBack = async ({ counter, id }: Ahead['loans'][number]) => {
    const reply = await connection.send('counter:end-loan', { counter, loan: id });
    after(
      reply.ok ? null : sayRefusal(reply.error.code),
      sayLive('loanTaken', { counter: labelOf(counter) }),
    );
  };
  const labelOf = (code: string) => counters.find((each) => each.code === code)?.label ?? code;
  const nameOf = (code: string) => parts.fields.find((each) => each.code === code)?.name ?? code;
  const latestLoan = ahead?.loans.at(-1);
  useFunctionKeys(leader, {
    F8: ahead?.proposal ? () => void take(ahead.proposal as LookProposal) : null,
    F9: latestLoan ? () => void takeBack(latestLoan) : null,
  });
  const at = (instant: string) => formatTime(instant, { timeZone });
  return (
    <section aria-labelledby="ahead-title" className={`ahead ${ahead?.proposal ? 'advises' : ''}`}>
      <h2 id="ahead-title">{sayLive('aheadTitle')}</h2>
      {ahead === null ? (
        <p>{read.problem ?? sayLive('aheadWorking')}</p>
      ) : (
        <AheadFields ahead={ahead} fields={parts.fields} at={at} />
      )}
      {ahead?.proposal ? (
        <div className="proposal">
          <p>{sentenceOf(ahead.proposal, labelOf, nameOf, at)}</p>
          <p className="second">
            {sayLive('proposeBasis', {
              name:
                parts.officers.find((each) => each.counter === ahead.proposal?.counter)?.displayName ??
                labelOf(ahead.proposal.counter),
              n: formatNumber(ahead.proposal.gain),
              f: ahead.proposal.futures,
            })}
          </p>
          {leader ? (
            <div className="row">
              <button
                type="button"
                className="act strong"
                aria-keyshortcuts="F8"
                onClick={() => void take(ahead.proposal as LookProposal)}
              >
                {sayLive('proposeDo')}
              </button>
              <button
                type="button"
                className="quiet"
                onClick={() => void refuse(ahead.proposal as LookProposal)}
              >
                {sayLive('proposeNot')}
              </button>
            </div>
          ) : null}
        </div>
      ) : null}
      {ahead?.loans.map((loan) => (
        <p key={loan.id} className="row" data-loan={loan.counter}>
          {sayLive('loanRuns', {
            counter: labelOf(loan.counter),
            field: nameOf(loan.field),
            time: at(loan.until),
          })}
          {leader ? (
            <button
              type="button"
              {...(loan === latestLoan
                ? { 'aria-keyshortcuts': 'F9' }
                : { 'aria-label': sayLive('loanBackOf', { counter: labelOf(loan.counter) }) })}
              onClick={() => void takeBack(loan)}
            >
              {loan === latestLoan ? sayLive('loanBack') : sayLive('undo')}
            </button>
          ) : null}
        </p>
      ))}
      <p role="status">{said}</p>
      {ahead === null ? null : <p className="second">{hitsOf(ahead)}</p>}
    </section>
  );
}

/** Function keys of the page; not while a dialog asks for something else. */
function useFunctionKeys(leader: boolean, acts: Readonly<Record<string, (() => void) | null>>): void {
  const now = useRef(acts);
  now.current = acts;
  useEffect(() => {
    if (!leader) return;
    const onKey = (event: KeyboardEvent) => {
      const act = now.current[event.key];
      if (act === undefined || event.repeat || event.ctrlKey || event.altKey || event.shiftKey) return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      act?.();
    };
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  }, [leader]);
}

function sentenceOf(
  { kind, counter, field, until, foretold }: LookProposal,
  labelOf: (code: string) => string,
  nameOf: (code: string) => string,
  at: (instant: string) => string,
): string {
  return sayLive(kind === 'move' ? 'proposeMove' : 'proposeHelp', {
    counter: labelOf(counter),
    field: nameOf(field),
    time: at(until),
    p: sayShare(foretold.share),
    q: sayShare(foretold.shareWithout),
  });
}

function hitsOf({ hits, of, latest }: Ahead): string {
  if (of === 0) return sayLive('hitsNone');
  const told = sayLive('hits', { k: hits, n: of });
  if (latest?.foretold == null || latest.share === null) return told;
  const words = {
    a: sayShare(latest.foretold.low),
    b: sayShare(latest.foretold.high),
    p: sayShare(latest.share),
    n: latest.people ?? 0,
  };
  return `${told} ${sayLive('hitsLatest', words)}`;
}
