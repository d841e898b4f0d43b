import { COMMANDS } from '../../../../common/protocol/commands.ts';
import { DOCUMENT_FORMATS } from '../../../../common/protocol/formats.ts';
import { type Outcome, refused } from '../../../../common/protocol/refusals.ts';
import { deskRequest, giveCommand } from '../../command-desk.ts';
import { answer, defineRoute, type HttpReply, LEADERS, type RouteRequest, STAFF } from '../route.ts';

const READERS = ['supervisor', 'chairman', 'admin'] as const;

const nameOf = (principal: RouteRequest<unknown, unknown>['principal']) =>
  principal.kind === 'user' ? principal.username : '';

/** Gives the command that settles a roster, and notes beside the draft that it was done. */
async function settle(
  request: RouteRequest<unknown, unknown>,
  name: 'roster:confirm' | 'roster:withdraw',
  payload: { readonly id: string },
): Promise<Outcome<HttpReply<{ readonly ok: true }>>> {
  const { services, principal, headers } = request;
  const key = headers['idempotency-key'];
  const given = await giveCommand(
    services.hall,
    name,
    payload,
    deskRequest(services, { principal, commandId: typeof key === 'string' ? key : undefined }),
  );
  if (!given.ok) return given;
  const { refusal, repeated } = given.value;
  if (refusal) return { ok: false, refusal };
  if (!repeated)
    services.rosters.settle(
      payload.id,
      name === 'roster:confirm' ? 'confirmed' : 'withdrawn',
      nameOf(principal),
    );
  return answer({ ok: true as const });
}

export const rosterRoutes = [
  defineRoute('GET /leaves', {
    summary: 'Absences of officials, those of a period if one is named',
    allowed: READERS,
    run: ({ services, query }) => {
      const leaves = [...services.hall.state.leaves.values()]
        .filter((leave) => leave.from <= query.to && leave.to >= query.from)
        .sort((a, b) => a.from.localeCompare(b.from) || a.username.localeCompare(b.username))
        .map((leave) => ({ ...leave, name: services.access.displayName(leave.username) }));
      return answer({ leaves, today: services.hall.moment().date });
    },
  }),
  defineRoute('GET /rosters', {
    summary: 'Rosters, newest first',
    allowed: READERS,
    run: ({ services }) => answer({ rosters: services.rosters.list(), today: services.hall.moment().date }),
  }),
  defineRoute('POST /rosters', {
    summary: 'A draft of named officials on counters by day, from a finished plan',
    // The Chairman's plan leads to the arrangement itself; working on it is the leaders'.
    allowed: READERS,
    run: ({ services, body, principal }) => {
      const made = services.rosters.make(body, nameOf(principal));
      return made.ok ? answer(made.value, 201) : made;
    },
  }),
  defineRoute('GET /rosters/:id', {
    summary: 'A roster with its problems, as officials and absences are now',
    allowed: READERS,
    run: ({ services, params }) => {
      const found = services.rosters.read(params.id ?? '');
      return found ? answer(found) : refused('not_found', `no roster ${params.id}`);
    },
  }),
  defineRoute('POST /rosters/:id/copy', {
    summary: 'A new draft that begins as this roster stands',
    allowed: LEADERS,
    run: ({ services, params, principal }) => {
      const made = services.rosters.copy(params.id ?? '', nameOf(principal));
      return made.ok ? answer(made.value, 201) : made;
    },
  }),
  defineRoute('POST /rosters/:id/edit', {
    summary: 'Seats somebody, pins, works out again around the pins, or takes a step back',
    allowed: LEADERS,
    run: ({ services, params, body }) => {
      const done = services.rosters.edit(params.id ?? '', body);
      return done.ok ? answer(done.value) : done;
    },
  }),
  defineRoute('DELETE /rosters/:id', {
    summary: 'Forgets a draft',
    allowed: LEADERS,
    run: ({ services, params }) => {
      const done = services.rosters.remove(params.id ?? '');
      return done.ok ? answer({}) : done;
    },
  }),
  defineRoute('POST /rosters/:id/confirm', {
    summary: 'roster:confirm with the draft as it stands',
    allowed: COMMANDS['roster:confirm'].allowed,
    run: async (request) => {
      const { services, params, body } = request;
      const content = services.rosters.contentOf(params.id ?? '', body.revision);
      return content.ok ? settle(request, 'roster:confirm', content.value) : content;
    },
  }),
  defineRoute('POST /rosters/:id/withdraw', {
    summary: 'roster:withdraw',
    allowed: COMMANDS['roster:withdraw'].allowed,
    run: (request) => settle(request, 'roster:withdraw', { id: request.params.id ?? '' }),
  }),
  defineRoute('GET /rosters/:id/difference', {
    summary: 'What setting the counters by this roster would change today',
    allowed: READERS,
    run: ({ services, params, query }) => {
      const found = services.rosters.difference(params.id ?? '', query.session);
      return found.ok ? answer(found.value) : found;
    },
  }),
  defineRoute('GET /rosters/:id/document/:format', {
    summary: 'A roster as workbook, or as the proposal to sign',
    allowed: READERS,
    run: async ({ services, params, principal }) => {
      const format = DOCUMENT_FORMATS.find((each) => each === params.format);
      if (!format) return refused('not_found', `no format ${params.format}`);
      const madeBy = principal.kind === 'user' ? principal.displayName || principal.username : '';
      const written = await services.rosterPapers.write(params.id ?? '', format, madeBy);
      return written.ok ? { ok: true, value: { status: 200, raw: written.value } } : written;
    },
  }),
  defineRoute('GET /me/roster', {
    summary: 'Where one sits today by the roster in force',
    allowed: STAFF,
    run: ({ services, principal }) => answer(services.rosters.turnsOf(nameOf(principal))),
  }),
];
