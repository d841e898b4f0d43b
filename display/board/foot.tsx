import type { ReactNode } from 'react';
import type { FieldRecord, NoticeRecord } from '../../common/protocol/views.ts';
import { say, sayEstimate } from '../words.ts';
import { pageOf } from './board-view.ts';

const FIELDS_AT_ONCE = 6;

/** The foot: how many wait in each line and how long the next one will, and the notices of the hall, a page at a time. */
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
  const [notice] = pageOf(current, 1, tick);
  return (
    <footer className="foot">
      <section className="waiting" aria-label={say('waitingTitle')}>
        {pageOf(fields, FIELDS_AT_ONCE, tick).map(({ field, waiting, estimate }) => (
          <div key={field.code} className="waiting-field" data-field={field.code}>
            <span className="waiting-name">{field.name}</span>
            <span className="waiting-line">
              <span className="waiting-count">{say('waitingShort', { n: waiting })}</span>{' '}
              <span className="waiting-estimate">
                {estimate === null
                  ? sayEstimate('noCounterOnBoard')
                  : sayEstimate('onBoard', { a: estimate.lowMinutes, b: estimate.highMinutes })}
              </span>
            </span>
          </div>
        ))}
      </section>
      {notice === undefined ? null : (
        <p className="notice">
          {notice.text}
          {notice.textEn === '' ? null : <span lang="en">{notice.textEn}</span>}
        </p>
      )}
    </footer>
  );
}
