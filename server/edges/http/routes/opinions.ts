import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CommandId } from '../../../../common/protocol/primitives.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { dayAfter } from '../../../domain/calendar.ts';
import { answer, defineRoute, STAFF } from '../route.ts';

const _Flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

export const opinionRoutes = [
  defineRoute('POST /track/:token/opinion', {
    summary: 'What the holder of a ticket says of the visit; once a ticket, throttled',
    allowed: 'anyone',
    run: async ({ services, params, body, headers, address }) => {
      const found = services.reads.findByTracking(params.token ?? '');
      if (!found) return refused('not_found', 'no such ticket');
      const header = headers['idempotency-key'];
      const key = CommandId.max(100).safeParse(typeof header === 'string' ? header : randomUUID());
      if (!key.success) return refused('invalid_input', 'the command id is not valid');
      const given = await services.opinions.give(found, body, key.data, address);
      return given.ok ? answer({ ok: true }, given.value.repeated ? 200 : 201) : given;
    },
  }),
  defineRoute('GET /opinions/asked', {
    summary: 'The visit that the tablet of this counter asks about now, with the questions',
    allowed: ['counter'],
    run: ({ services, principal }) => {
      const { hall, reads } = services;
      const code = principal.kind === 'device' ? principal.counter : null;
      const counter = code === null ? undefined : hall.state.counters.get(code);
      const asked = code === null ? null : reads.visitToAsk(code, hall.moment().date);
      return answer({
        counter: counter && { code: counter.definition.code, label: counter.definition.label },
        asked,
        criteria: hall.state.settings.opinionCriteria.filter((each) => each.active),
      });
    },
  }),
  defineRoute('GET /opinions', {
    summary: 'What citizens said of visits of a period, the latest first',
    allowed: ['supervisor', 'chairman', 'admin'],
    run: ({ services, query, principal }) => {
      const { mine, ...filter } = query;
      const own = mine === true && principal.kind === 'user' ? { keyedBy: principal.username } : {};
      const { opinions, nextCursor } = services.reads.listOpinions({ ...filter, ...own });
      return answer({
        opinions: opinions.map((each) => ({
          ...each,
          keyedByName: each.keyedBy === null ? null : services.access.displayName(each.keyedBy),
        })),
        nextCursor,
      });
    },
  }),
  defineRoute('GET /me/opinion', {
    summary: 'What was said of your own work, by months that are over and of five people at least',
    allowed: STAFF,
    run: ({ services, principal }) => {
      if (principal.kind !== 'user') return refused('forbidden', 'only for people');
      const { hall, reads } = services;
      const closedBefore = dayAfter(hall.moment().date, -hall.state.settings.opinionDays);
      return answer({ months: reads.ownOpinions(principal.username, closedBefore) });
    },
  }),
];
