import { type ReactNode, useState } from 'react';
import { wholeMinutes } from '../../common/client/staff-format.ts';
import type { Field } from '../../common/protocol/catalogue.ts';
import type { CounterRecord, LineTicketRecord, OfficerRecord } from '../../common/protocol/views.ts';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { Ticks } from '../parts/inputs.tsx';
import { say, sayLive } from '../words.ts';
import { type Charged, TakeCharge } from './take-charge.tsx';

const STATE_WORDS = { closed: 'closed', open: 'open', paused: 'paused' } as const;

export interface CounterTilesParts {
  readonly counters: readonly CounterRecord[];
  readonly officers: readonly OfficerRecord[];
  readonly tickets: readonly LineTicketRecord[];
  readonly fields: readonly Field[];
  readonly nowMs: number;
  /** Sets what a counter serves. @returns the sentence of the refusal, or null; absent where one may only look */
  readonly setFields?: (counter: string, primary: string[], helping: string[]) => Promise<string | null>;
  /** Takes over, pauses or closes a counter. @returns the sentence of the refusal, or null; absent where one may only look */
  readonly takeCharge?: (counter: CounterRecord, charged: Charged) => Promise<string | null>;
}

interface Before {
  readonly counter: CounterRecord;
  readonly undone: boolean;
}

/** Who sits where, with whom, and since when; the fields of a counter are changed here at once, and back again. */
export function CounterTiles({ setFields, takeCharge, ...hall }: CounterTilesParts): ReactNode {
  const [chargingCode, setChargingCode] = useState<string | null>(null);
  // What stands at the counter now, not when the question was opened.
  const charging =
    hall.counters.find((each) => each.code === chargingCode && each.state !== 'closed') ?? null;
  const [charged, setCharged] = useState<string | null>(null);
  const [editing, setEditing] = useState<CounterRecord | null>(null);
  const [before, setBefore] = useState<Before | null>(null);
  const nameOf = (code: string) => hall.fields.find((each) => each.code === code)?.name ?? code;
  const change = async (given: FormReader) => {
    if (editing === null || setFields === undefined) return null;
    const primary = given.ticked('primaryFields');
    const helping = given.ticked('helpingFields').filter((each) => !primary.includes(each));
    const refused = await setFields(editing.code, primary, helping);
    if (refused === null) setBefore({ counter: editing, undone: false });
    return refused;
  };
  const undo = async (counter: CounterRecord) => {
    const refused = await setFields?.(counter.code, [...counter.primaryFields], [...counter.helpingFields]);
    if (refused === null) setBefore({ counter, undone: true });
  };
  const options = hall.fields.map((each) => ({ value: each.code, label: each.name }));
  return (
    <>
      <p role="status" className="undo">
        {before === null
          ? null
          : sayLive(before.undone ? 'undone' : 'fieldsChanged', { counter: before.counter.label })}
        {before === null || before.undone ? null : (
          <button type="button" className="quiet" onClick={() => void undo(before.counter)}>
            {sayLive('undo')}
          </button>
        )}
      </p>
      <p role="status">{charged === null ? null : sayLive('charged', { counter: charged })}</p>
      <ul className="tiles">
        {hall.counters.map((each) => (
          <li key={each.id} className={`tile ${each.state}`} data-counter={each.code}>
            <strong>{each.label}</strong>
            <span className="tile-number">{each.present?.number ?? '–'}</span>
            <span>{hall.officers.find((one) => one.counter === each.code)?.displayName ?? ''}</span>
            <span className="second">{stateOf(each, hall.tickets, hall.nowMs)}</span>
            {each.state === 'closed' ? null : (
              <span className="second">
                {[...each.primaryFields, ...each.helpingFields].map(nameOf).join(', ') || '–'}
              </span>
            )}
            {setFields === undefined ? null : (
              <button
                type="button"
                className="quiet start"
                aria-label={sayLive('changeFieldsOf', { counter: each.label })}
                onClick={() => setEditing(each)}
              >
                {sayLive('changeFields')}
              </button>
            )}
            {takeCharge === undefined || each.state === 'closed' ? null : (
              <button
                type="button"
                className="quiet start"
                aria-label={sayLive('chargeOf', { counter: each.label })}
                onClick={() => setChargingCode(each.code)}
              >
                {sayLive('charge')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {charging === null || takeCharge === undefined ? null : (
        <TakeCharge
          counter={charging}
          onCharge={async (what) => {
            const refused = await takeCharge(charging, what);
            if (refused === null) setCharged(charging.label);
            return refused;
          }}
          onClose={() => setChargingCode(null)}
        />
      )}
      {editing === null ? null : (
        <Editor
          title={sayLive('changeFieldsOf', { counter: editing.label })}
          onSave={change}
          onClose={() => setEditing(null)}
        >
          <p className="whole second">{sayLive('fieldsNote')}</p>
          <Ticks
            label={say('primaryFields')}
            name="primaryFields"
            value={editing.primaryFields}
            options={options}
          />
          <Ticks
            label={say('helpingFields')}
            name="helpingFields"
            value={editing.helpingFields}
            options={options}
          />
        </Editor>
      )}
    </>
  );
}

function stateOf(counter: CounterRecord, tickets: readonly LineTicketRecord[], nowMs: number): string {
  const minutes = (at: string) => wholeMinutes(Math.max(0, nowMs - Date.parse(at)));
  const parts: string[] = [];
  if (counter.pausedSince === null) parts.push(say(STATE_WORDS[counter.state]));
  else {
    const paused = sayLive('pausedFor', { n: minutes(counter.pausedSince) });
    parts.push(counter.pauseReason === null ? paused : `${paused}: ${counter.pauseReason}`);
  }
  if (counter.present !== null) {
    const started = tickets.find((each) => each.ticketId === counter.present?.ticketId)?.startedAt ?? null;
    parts.push(
      started === null
        ? sayLive('calledFor', { n: minutes(counter.present.calledAt) })
        : sayLive('servingFor', { n: minutes(started) }),
    );
  }
  return parts.join(' · ');
}
