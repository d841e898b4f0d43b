import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { OpinionSource, OwnOpinion, Respondent } from '../../../../common/protocol/opinions.ts';
import { Code, CommandId, LocalDate } from '../../../../common/protocol/primitives.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { dayAfter } from '../../../domain/calendar.ts';
import { answer, defineRoute, STAFF } from '../route.ts';

const Flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

export const opinionRoutes = [
  defineRoute({
    method: 'post',
    path: '/track/:token/opinion',
    summary: 'What the holder of a ticket says of the visit; once a ticket, throttled',
    allowed: 'anyone',
    body: OwnOpinion,
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
  defineRoute({
    method: 'get',
    path: '/opinions/asked',
    summary: 'The visit that the tablet of this counter asks about now, with the questions',
    allowed: ['counter'],
    run: ({ services, principal }) => {
      const { hall, reads } = services;
      const code = principal.kind === 'device' ? principal.counter : null;
      const counter = code === null ? undefined : hall.state.counters.get(code);
      const asked = code === null ? null : reads.visitToAsk(code, hall.moment().date);
      return answer({
        counter: counter && { code, label: counter.definition.label },
        asked,
        criteria: hall.state.settings.opinionCriteria.filter((each) => each.active),
      });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/opinions',
    summary: 'What citizens said of visits of a period, the latest first',
    allowed: ['supervisor', 'chairman', 'admin'],
    query: z
      .object({
        from: LocalDate.default('0000-01-01'),
        to: LocalDate.default('9999-12-31'),
        source: OpinionSource.optional(),
        respondent: Respondent.optional(),
        level: z.coerce.number().int().min(1).max(5).optional(),
        field: Code.optional(),
        /** Only slips that were keyed in, those taken out again among them. */
        keyed: Flag,
        /** Only slips that you keyed in yourself. */
        mine: Flag,
        commented: Flag,
        cursor: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      })
      .refine((query) => query.from <= query.to, 'the period ends before it starts'),
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
  defineRoute({
    method: 'get',
    path: '/me/opinion',
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
