import {
  COMMANDS,
  type CommandName,
  type Payload,
  type PayloadInput,
} from '../../common/protocol/commands.ts';
import type { Role } from '../../common/protocol/primitives.ts';
import type { Commander } from '../domain/decision.ts';
import { CITIZEN } from '../domain/events.ts';
import type { Hall } from '../hall/hall.ts';
import { type CounterSight, counterOfTablet, type Given, type Hands, KIOSK, PHONE } from './hands.ts';

/** Acts in the hall's own process by the commands that pages give: five days are played in seconds. */
export class DirectHands implements Hands {
  private readonly hall: Hall;
  private readonly roles: ReadonlyMap<string, Role>;
  private count = 0;

  constructor(hall: Hall, roles: ReadonlyMap<string, Role>) {
    this.hall = hall;
    this.roles = roles;
  }

  async give<N extends CommandName>(who: string, name: N, input: PayloadInput<N>): Promise<Given> {
    this.count += 1;
    const payload = COMMANDS[name].payload.parse(input) as Payload<N>;
    const reply = await this.hall.execute(name, payload, {
      commander: this.commander(who),
      commandId: `demo-${this.count}`,
      channel: who === KIOSK ? 'kiosk' : 'counter',
    });
    return { code: reply.refusal?.code ?? 'done', ticket: reply.ticket };
  }

  async look(_who: string, code: string): Promise<CounterSight | null> {
    const { counters, tickets } = this.hall.state;
    const counter = counters.get(code);
    if (!counter) return null;
    const present = counter.presentTicketId === null ? undefined : tickets.get(counter.presentTicketId);
    return { state: counter.state, present: present ?? null };
  }

  private commander(who: string): Commander {
    if (who === KIOSK) return { kind: 'device', id: 'kiosk-mo-phong', device: 'kiosk', counter: null };
    if (who === PHONE) return { kind: 'system', id: CITIZEN };
    const counter = counterOfTablet(who);
    if (counter !== null)
      return { kind: 'device', id: `y-kien-quay-${counter}-mo-phong`, device: 'counter', counter };
    return { kind: 'user', id: who, role: this.roles.get(who) ?? 'clerk' };
  }
}
