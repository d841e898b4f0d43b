import type { ReactNode } from 'react';
import { WithTicket } from '../../common/protocol/commands.ts';
import type { CounterRecord, OfficerRecord } from '../../common/protocol/views.ts';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { sayLive } from '../words.ts';

/** What a leader does with somebody else's counter. */
const CHARGES = ['take-over', 'pause', 'close', 'sign-out'] as const;
type Charge = (typeof CHARGES)[number];

export interface Charged {
  readonly charge: Charge;
  /** Absent where nobody is at the counter. */
  readonly withTicket?: WithTicket;
}

/** Whether the words of the choice can be done: a closed counter keeps no ticket. */
const chosenOf = (given: FormReader, present: boolean): Charged | null => {
  const charge = CHARGES.find((each) => each === given.text('charge'));
  if (charge === undefined) return null;
  const withTicket = WithTicket.safeParse(given.text('withTicket'));
  return { charge, ...(present && withTicket.success ? { withTicket: withTicket.data } : {}) };
};

/** Takes over, pauses or closes a counter from the live page, or signs its officer out, and asks what becomes of the ticket on it. */
export function TakeCharge({
  counter,
  officer,
  self,
  onCharge,
  onClose,
}: {
  counter: CounterRecord;
  officer: OfficerRecord | undefined;
  /** Whoever looks at the page: signs out by the menu. */
  self: string;
  /** @returns the sentence of the refusal, or null */
  onCharge: (charged: Charged) => Promise<string | null>;
  onClose: () => void;
}): ReactNode {
  const { present } = counter;
  const other = officer?.username === self ? undefined : officer;
  const choices = (name: string, options: readonly { value: string; label: string }[]) =>
    options.map((each, at) => (
      <label key={each.value} className="tick">
        <input type="radio" name={name} value={each.value} defaultChecked={at === 0} />
        {each.label}
      </label>
    ));
  return (
    <Editor
      title={sayLive('chargeOf', { counter: counter.label })}
      save={sayLive('chargeDo')}
      onSave={async (given) => {
        const charged = chosenOf(given, present !== null);
        if (charged === null) return sayLive('chargeChoose');
        const closes = charged.charge === 'close' || charged.charge === 'sign-out';
        if (closes && charged.withTicket === 'keep') return sayLive('chargeKeepNot');
        return await onCharge(charged);
      }}
      onClose={onClose}
    >
      <fieldset className="whole ticks">
        <legend>{sayLive('chargeWhat')}</legend>
        {choices(
          'charge',
          CHARGES.filter((each) =>
            each === 'pause' ? counter.state === 'open' : each !== 'sign-out' || other !== undefined,
          ).map((value) => ({
            value,
            label: sayLive(`charge.${value}`, { name: other?.displayName ?? '' }),
          })),
        )}
        {other === undefined ? null : <p className="second">{sayLive('signOutNote')}</p>}
      </fieldset>
      {present === null ? null : (
        <fieldset className="whole ticks">
          <legend>{sayLive('chargeTicket', { number: present.number })}</legend>
          {choices(
            'withTicket',
            WithTicket.options.map((value) => ({ value, label: sayLive(`withTicket.${value}`) })),
          )}
        </fieldset>
      )}
    </Editor>
  );
}
