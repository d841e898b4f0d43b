import { COMMANDS, type CommandName } from '../../../../common/protocol/commands.ts';
import { type Outcome, refused } from '../../../../common/protocol/refusals.ts';
import { deskRequest, giveCommand } from '../../command-desk.ts';
import { answer, defineRoute, type HttpReply, LEADERS, type RouteRequest, STAFF } from '../route.ts';

async function give(
  { services, principal }: RouteRequest<unknown, unknown>,
  name: CommandName,
  input: unknown,
): Promise<Outcome<HttpReply<{ readonly ok: true }>>> {
  const given = await giveCommand(
    services.hall,
    name,
    input,
    deskRequest(services, { principal, commandId: undefined }),
  );
  if (!given.ok) return given;
  return given.value.refusal ? { ok: false, refusal: given.value.refusal } : answer({ ok: true as const });
}

export const printerRoutes = [
  defineRoute('GET /printers', {
    summary: 'Printers with their state, and the models that can be driven',
    allowed: STAFF,
    run: ({ services }) =>
      answer({
        printers: services.printers
          .records()
          .map(({ state, station, removable }) => ({ ...state, station, removable })),
        models: services.printers.models(),
        defaultPrinter: services.hall.state.settings.defaultPrinter,
      }),
  }),
  defineRoute('PUT /printers/:name', {
    summary: 'Add a network printer, or change where it is',
    allowed: LEADERS,
    run: (request) => {
      const { params, body } = request;
      const name = (params.name ?? '').normalize('NFC').trim();
      return give(request, 'printer:put', { name, ...body });
    },
  }),
  defineRoute('DELETE /printers/:name', {
    summary: 'Remove a network printer',
    allowed: COMMANDS['printer:remove'].allowed,
    run: (request) => give(request, 'printer:remove', { name: request.params.name }),
  }),
  defineRoute('POST /printers/:name/test-page', {
    summary: 'Print a test page',
    allowed: LEADERS,
    run: ({ services, params }) =>
      services.printers.testPage(params.name ?? '')
        ? answer({ ok: true })
        : refused('unknown_printer', 'no such printer can be reached now'),
  }),
  defineRoute('POST /buttons/listen', {
    summary: 'Let a station read every keyboard for half a minute, to bind a button by pressing it',
    allowed: LEADERS,
    run: ({ services, body }) =>
      services.listenToButtons(body.device, LISTEN_MS)
        ? answer({ ok: true, forMs: LISTEN_MS })
        : refused('unknown_device', 'this station is not connected'),
  }),
];

/** Long enough to walk to the counter, short enough that a clerk's typing is not read for long. */
const LISTEN_MS = 30_000;
