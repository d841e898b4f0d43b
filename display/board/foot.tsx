import type { ReactNode } from 'react';
import { waitWords } from '../../common/i18n/wait-words.ts';
import type { Estimate } from '../../common/protocol/ticket.ts';
import type { FieldRecord, NoticeRecord } from '../../common/protocol/views.ts';
import { say, sayEstimate } from '../words.ts';
import { noticeTurns, type Turn, waitingPages } from './foot-turns.ts';
import './foot.css';

/** The foot: who waits in each line and how long the next one will, and the notices of the hall, in turns. */
export function Foot({
  fields,
  notices,
  now,
  tick,
}: {
  fields: readonly FieldRecord[];
  notices: readonly NoticeRecord[];
  now: Date;
  tick: number;
}): ReactNode {
  const current = notices.filter(({ until }) => until === null || Date.parse(until) > now.getTime());
  const pages = waitingPages(fields);
  const turns = noticeTurns(current);
  return (
    <footer className="foot">
      <section className="waiting" aria-label={say('waitingTitle')}>
        {(pages[tick % pages.length] ?? []).map((field) => (
          <Line key={field.field.code} record={field} />
        ))}
        {fields.length > 0 && pages.every((page) => page.length === 0) ? (
          <p className="waiting-none">{say('nobodyWaits')}</p>
        ) : null}
      </section>
      <Notice turn={turns[tick % turns.length]} />
    </footer>
  );
}

function estimateText(estimate: Estimate): string {
  const said = waitWords(estimate);
  return said.kind === 'range' ? sayEstimate('onBoard', said) : sayEstimate(said.kind, said);
}

function Line({ record: { field, waiting, estimate } }: { record: FieldRecord }): ReactNode {
  return (
    <p className="waiting-field" data-field={field.code}>
      <span className="waiting-name">{field.name}</span>{' '}
      <span className="waiting-count">{say('waitingShort', { n: waiting })}</span>{' '}
      <span className="waiting-estimate">
        {estimate === null ? sayEstimate('noCounterOnBoard') : estimateText(estimate)}
      </span>
    </p>
  );
}

function Notice({ turn }: { turn: Turn | undefined }): ReactNode {
  if (turn === undefined) return null;
  return (
    <p className="notice" lang={turn.language}>
      {turn.text}
    </p>
  );
}
