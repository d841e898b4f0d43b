import { type ReactNode, useState } from 'react';
import type { Field } from '../../common/protocol/catalogue.ts';
import type {
  AwayRecord,
  CounterRecord,
  LineTicketRecord,
  OfficerRecord,
} from '../../common/protocol/views.ts';
import { sayLive } from '../words.ts';
import { ChangeFields, type SetFields } from './change-fields.tsx';
import { doingOf, sayDoing } from './live-words.ts';
import { type Charged, TakeCharge } from './take-charge.tsx';

export interface CounterTilesParts {
  readonly counters: readonly CounterRecord[];
  readonly officers: readonly OfficerRecord[];
  readonly away: readonly AwayRecord[];
  readonly tickets: readonly LineTicketRecord[];
  readonly fields: readonly Field[];
  readonly nowMs: number;
  /** Username of whoever looks at the page. */
  readonly self: string;
  /** Sets what a counter serves; absent where one may only look. */
  readonly setFields?: SetFields;
  /** Takes over, pauses or closes a counter, or signs its officer out. @returns the sentence of the refusal, or null; absent where one may only look */
  readonly takeCharge?: (counter: CounterRecord, charged: Charged) => Promise<string | null>;
}

interface Before {
  readonly counter: CounterRecord;
  readonly undone: boolean;
}

/** Who sits where, with whom, and since when; the counter's name directs it, the line of its fields changes them. */
export function CounterTiles({ setFields, takeCharge, ...hall }: CounterTilesParts): ReactNode {
  const [chargingCode, setChargingCode] = useState<string | null>(null);
  // What stands at the counter now, not when the question was opened.
  const charging =
    hall.counters.find((each) => each.code === chargingCode && each.state !== 'closed') ?? null;
  const [charged, setCharged] = useState<string | null>(null);
  const [editing, setEditing] = useState<CounterRecord | null>(null);
  const [before, setBefore] = useState<Before | null>(null);
  const undo = async (counter: CounterRecord) => {
    const refused = await setFields?.(counter.code, [...counter.primaryFields], [...counter.helpingFields]);
    if (refused === null) setBefore({ counter, undone: true });
  };
  const tile = (counter: CounterRecord) => (
    <Tile
      key={counter.id}
      counter={counter}
      hall={hall}
      {...(takeCharge === undefined ? {} : { onCharge: () => setChargingCode(counter.code) })}
      {...(setFields === undefined ? {} : { onFields: () => setEditing(counter) })}
    />
  );
  const closed = hall.counters.filter((each) => each.state === 'closed');
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
      <p role="status" className="undo">
        {charged === null ? null : sayLive('charged', { counter: charged })}
      </p>
      <ul className="tiles">{hall.counters.filter((each) => each.state !== 'closed').map(tile)}</ul>
      {closed.length === 0 ? null : (
        <details className="fold" open={closed.length === hall.counters.length}>
          <summary>{sayLive('closedCounters', { n: closed.length })}</summary>
          <ul className="tiles">{closed.map(tile)}</ul>
        </details>
      )}
      {charging === null || takeCharge === undefined ? null : (
        <TakeCharge
          counter={charging}
          officer={hall.officers.find((one) => one.counter === charging.code)}
          self={hall.self}
          onCharge={async (what) => {
            const refused = await takeCharge(charging, what);
            if (refused === null) setCharged(charging.label);
            return refused;
          }}
          onClose={() => setChargingCode(null)}
        />
      )}
      {editing === null || setFields === undefined ? null : (
        <ChangeFields
          counter={editing}
          fields={hall.fields}
          setFields={setFields}
          onChanged={() => setBefore({ counter: editing, undone: false })}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function Tile({
  counter,
  hall,
  onCharge,
  onFields,
}: {
  counter: CounterRecord;
  hall: Pick<CounterTilesParts, 'officers' | 'away' | 'tickets' | 'fields' | 'nowMs'>;
  onCharge?: () => void;
  onFields?: () => void;
}): ReactNode {
  const away = hall.away.find((each) => each.counter === counter.code);
  const nameOf = (code: string) => hall.fields.find((each) => each.code === code)?.name ?? code;
  const officer = hall.officers.find((each) => each.counter === counter.code)?.displayName ?? '';
  const fields = [...counter.primaryFields, ...counter.helpingFields].map(nameOf).join(', ') || '–';
  const doing = sayDoing(counter, away, hall.tickets, hall.nowMs);
  return (
    <li className={`tile ${doingOf(counter, away)}`} data-counter={counter.code}>
      <span className="tile-head">
        {onCharge === undefined || counter.state === 'closed' ? (
          <strong>{counter.label}</strong>
        ) : (
          <button
            type="button"
            className="tile-name"
            aria-label={sayLive('chargeOf', { counter: counter.label })}
            onClick={onCharge}
          >
            {counter.label}
          </button>
        )}
        {counter.present === null ? null : <span className="tile-number">{counter.present.number}</span>}
      </span>
      {officer === '' ? null : (
        <span className="tile-line" title={officer}>
          {officer}
        </span>
      )}
      <span className="tile-line tile-doing" title={doing}>
        {doing}
      </span>
      {onFields === undefined ? (
        <span className="tile-line second" title={fields}>
          {fields}
        </span>
      ) : (
        <button
          type="button"
          className="tile-line tile-fields"
          title={fields}
          aria-label={`${sayLive('changeFieldsOf', { counter: counter.label })}: ${fields}`}
          onClick={onFields}
        >
          {fields}
        </button>
      )}
    </li>
  );
}
