import { refused } from '../../../../common/protocol/refusals.ts';
import { namesOn } from '../../../domain/calendar.ts';
import { answer, defineRoute, LEADERS, STAFF } from '../route.ts';

export const deviceRoutes = [
  defineRoute('GET /devices', {
    summary: 'Paired devices with their state',
    allowed: STAFF,
    run: ({ services }) =>
      answer({
        devices: services.devices().map((device) => ({
          id: device.deviceId,
          name: device.name,
          kind: device.deviceKind,
          state: device.online ? 'online' : 'offline',
          lastSeenAt: device.lastSeenAt,
          version: device.version,
          faults: device.faults,
          printers: device.printers,
          ownPrinter: device.ownPrinter,
        })),
      }),
  }),
  defineRoute('GET /devices/:id/history', {
    summary: 'Outages and paper changes of a device, or of a printer as "printer:NAME"',
    allowed: ['supervisor', 'chairman', 'admin'],
    run: ({ services, params }) => {
      const history = services.deviceHistory(params.id ?? '');
      return history ? answer(history) : refused('unknown_device', 'nothing is known of such a device');
    },
  }),
  defineRoute('POST /devices/pairing', {
    summary: 'A short code that pairs one device once',
    allowed: LEADERS,
    run: async ({ services, body, principal }) => {
      const made = services.access.makePairingCode(body.kind, body.name, body.counter);
      const by = principal.kind === 'user' ? principal.username : 'api';
      await services.hall.record([{ type: 'device:code-made', kind: body.kind, name: body.name }], {
        kind: 'user',
        id: by,
      });
      return answer(made, 201);
    },
  }),
  defineRoute('POST /devices/claim', {
    summary: 'Use a pairing code',
    allowed: 'anyone',
    run: async ({ services, body, address }) => {
      const claimed = await services.access.claim(body.code, address);
      if (!claimed.ok) return claimed;
      const { token, device } = claimed.value;
      await services.hall.record([
        { type: 'device:paired', deviceId: device.id, kind: device.kind, name: device.name },
      ]);
      services.kioskPrinters.keep();
      return answer({ token, device: { id: device.id, kind: device.kind, name: device.name } }, 201);
    },
  }),
  defineRoute('PUT /devices/:id/printer', {
    summary:
      'Where the tickets of a kiosk come out; null: at the printer of its name, else at the default one',
    allowed: LEADERS,
    run: async ({ services, params, body, principal }) => {
      const kiosk = services
        .devices()
        .find((each) => each.deviceId === params.id && each.deviceKind === 'kiosk');
      if (!kiosk) return refused('unknown_device', 'no such kiosk in use');
      const { printer } = body;
      if (printer !== null && printer !== kiosk.ownPrinter && !services.printers.exists(printer))
        return refused('unknown_printer', `no printer ${printer}`, { printer });
      const by = principal.kind === 'user' ? principal.username : 'api';
      await services.kioskPrinters.set(kiosk.deviceId, printer, { kind: 'user', id: by });
      return answer({ ok: true });
    },
  }),
  defineRoute('DELETE /devices/:id', {
    summary: 'Revoke a device at once',
    allowed: LEADERS,
    run: async ({ services, params, principal }) => {
      const id = params.id ?? '';
      if (!services.access.revoke(id)) return refused('unknown_device', 'no such device in use');
      const by = principal.kind === 'user' ? principal.username : 'api';
      await services.hall.record([{ type: 'device:revoked', deviceId: id }], { kind: 'user', id: by });
      return answer({ ok: true });
    },
  }),
  defineRoute('GET /printers/virtual', {
    summary: 'Tickets of the virtual printer',
    allowed: STAFF,
    run: async ({ services }) => answer({ tickets: await services.printers.virtualTickets() }),
  }),
  defineRoute('GET /printers/virtual/:file', {
    summary: 'The picture of a virtual ticket',
    // Its code opens the rating of the visit: whoever serves is not shown it.
    allowed: ['supervisor', 'chairman', 'admin'],
    run: async ({ services, params }) => {
      const content = await services.printers.virtualPicture(params.file ?? '');
      return content
        ? { ok: true, value: { status: 200, raw: { type: 'image/png', content } } }
        : refused('not_found', 'no such ticket picture');
    },
  }),
  defineRoute('GET /setup', {
    summary: 'Whether the hall still waits to be set up',
    allowed: 'anyone',
    run: ({ services }) =>
      answer({
        needed: services.setUp.needed,
        hallName: namesOn(services.hall.state, services.hall.moment().date).hallName,
      }),
  }),
  defineRoute('POST /setup', {
    summary: 'Set the hall up, once',
    allowed: 'anyone',
    run: async ({ services, body }) => {
      const done = await services.setUp.complete(body);
      if (!done.ok) return done;
      return {
        ok: true,
        value: {
          status: 201,
          body: done.value,
          cookie: { token: done.value.token, maxAgeMs: 14 * 3_600_000 },
        },
      };
    },
  }),
];
