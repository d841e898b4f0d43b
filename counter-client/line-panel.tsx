import { type ReactNode, useState } from 'react';
import { wholeMinutes } from '../common/client/staff-format.ts';
import type { Field, PriorityClass } from '../common/protocol/catalogue.ts';
import type { NextUp } from '../common/protocol/rest/tickets.ts';
import type { LineTicketRecord } from '../common/protocol/views.ts';
import type { CounterLine } from './line-of.ts';
import { whySentences } from './why.ts';
import { say } from './words.ts';

/** So many of a group are shown at once; the rest on demand. */
const FIRST_SHOWN = 60;

interface LineProps {
  readonly line: CounterLine;
  readonly next: NextUp | null;
  readonly fields: ReadonlyMap<string, Field>;
  readonly priorities: readonly PriorityClass[];
  readonly now: Date;
  readonly mayCall: boolean;
  readonly onCall: (number: string) => void;
  readonly onReturn: (ticketId: string) => void;
}

/** Those who wait for this counter, by line, with the one whom the rule would call next and why. */
export function LinePanel(props: LineProps): ReactNode {
  const { line, next, fields, priorities } = props;
  const priorityName = (code: string) => priorities.find((each) => each.code === code)?.name ?? code;
  const empty = line.reserved.length + line.own.length + line.helping.length === 0;
  return (
    <aside className="line-panel" aria-label={say('line')}>
      <h2>{say('line')}</h2>
      {next === null ? null : (
        <div className="next-up">
          <p>
            {say('nextUp')} <strong>{next.number}</strong>
          </p>
          <ul className="why" aria-label={say('whyTitle')}>
            {whySentences(next.reason, {
              field: fields.get(next.field)?.name ?? next.field,
              priority: priorityName,
            }).map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="line-parked">
        <Group title={say('parkedList')} tickets={line.parked} {...props} />
      </div>
      <div className="line-scroll">
        {empty ? <p className="empty-line">{say('nobodyWaiting')}</p> : null}
        <Group title={say('reservedList')} tickets={line.reserved} {...props} />
        <Group title={say('lineOwn')} tickets={line.own} {...props} />
        <Group title={say('lineHelping')} tickets={line.helping} {...props} />
      </div>
    </aside>
  );
}

function Group({
  title,
  tickets,
  fields,
  priorities,
  now,
  mayCall,
  onCall,
  onReturn,
}: LineProps & { title: string; tickets: readonly LineTicketRecord[] }): ReactNode {
  const [all, setAll] = useState(false);
  if (tickets.length === 0) return null;
  const shown = all ? tickets : tickets.slice(0, FIRST_SHOWN);
  const nameOf = (code: string) => fields.get(code)?.name ?? code;
  // Where all are of one field it is said once, above them.
  const [shared, ...further] = new Set(tickets.map((each) => each.field));
  const oneField = further.length === 0 ? shared : undefined;
  return (
    <section className="line-group">
      <h3>
        {title} <span className="count">{tickets.length}</span>
      </h3>
      {oneField === undefined ? null : <p className="line-field">{nameOf(oneField)}</p>}
      <ul>
        {shown.map((each) => {
          const waitMs = now.getTime() - Date.parse(each.orderedAt);
          const field = fields.get(each.field);
          const absentMs = each.eligibleAt === null ? 0 : Date.parse(each.eligibleAt) - now.getTime();
          const late = waitMs > (field?.targetMinutes ?? 15) * 60_000;
          const parked = each.state === 'parked';
          return (
            <li key={each.id} className={late && !parked ? 'late' : ''}>
              <strong>{each.number}</strong>
              <span className="line-facts">
                {oneField === undefined ? nameOf(each.field) : null}
                {each.priority === null ? null : (
                  <em>{priorities.find((one) => one.code === each.priority)?.name ?? each.priority}</em>
                )}
                {parked && each.parkReason !== null ? <em>{each.parkReason}</em> : null}
                {absentMs > 0 ? <em>{say('absentUntil', { n: Math.ceil(absentMs / 60_000) })}</em> : null}
              </span>
              <span className="line-wait">{say('waitingFor', { n: wholeMinutes(waitMs) })}</span>
              {parked || absentMs > 0 ? (
                <button
                  type="button"
                  className="quiet small"
                  aria-label={`${say('returnToLine')}: ${each.number}`}
                  onClick={() => onReturn(each.ticketId)}
                >
                  {say('returnToLine')}
                </button>
              ) : null}
              <button
                type="button"
                className="quiet small"
                aria-label={say('callThis', { number: each.number })}
                disabled={!mayCall}
                onClick={() => onCall(each.number)}
              >
                {say('callThisShort')}
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length < tickets.length ? (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          {say('lineMore', { n: tickets.length - shown.length })}
        </button>
      ) : null}
    </section>
  );
}
