import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import type { CounterRecord, OfficerRecord } from '../../common/protocol/views.ts';
import { sayLive, sayRefusal } from '../words.ts';
import type { SetFields } from './change-fields.tsx';
import type { Charged } from './take-charge.tsx';

/** What a leader does from the live page; each answers the sentence of the refusal, or null. */
export function liveActs(connection: HallConnection, officers: readonly OfficerRecord[]) {
  const setFields: SetFields = async (counter, primaryFields, helpingFields) => {
    const reply = await connection.send('counter:set-fields', { counter, primaryFields, helpingFields });
    return reply.ok ? null : sayRefusal(reply.error.code);
  };
  const signOut = async (counter: CounterRecord, { withTicket }: Charged): Promise<string | null> => {
    const username = officers.find((each) => each.counter === counter.code)?.username;
    if (username === undefined) return sayRefusal('counter_closed');
    const answer = await api('POST /accounts/:username/sign-out', {
      params: { username },
      body: {
        present: counter.present?.ticketId ?? null,
        ...(withTicket === undefined || withTicket === 'keep' ? {} : { withTicket }),
      },
    });
    return answer.ok ? null : sayRefusal(answer.code);
  };
  const takeCharge = async (counter: CounterRecord, charged: Charged): Promise<string | null> => {
    const { charge, withTicket } = charged;
    if (charge === 'sign-out') return await signOut(counter, charged);
    const here = {
      counter: counter.code,
      present: counter.present?.ticketId ?? null,
      ...(withTicket === undefined ? {} : { withTicket }),
    };
    const reply = await (charge === 'pause'
      ? connection.send('counter:pause', { ...here, reason: sayLive('chargeReason') })
      : connection.send(`counter:${charge}`, here));
    return reply.ok ? null : sayRefusal(reply.error.code);
  };
  return { setFields, takeCharge };
}
