import { z } from 'zod';
import { ButtonBinding } from '../buttons.ts';
import { PrinterState } from '../hardware.ts';
import type { Immutable } from '../immutable.ts';
import { NewPassword } from '../people.ts';
import { Code, DeviceKind, saidLine } from '../primitives.ts';
import { NetworkPrinter, PrinterName } from '../printers.ts';
import { type CallTable, Done } from './call.ts';
import { DeviceHistory } from './device-history.ts';
import { SignedIn } from './session.ts';

const ListedDevice = z.object({
  id: z.string(),
  name: z.string(),
  kind: DeviceKind,
  state: z.enum(['online', 'offline']),
  lastSeenAt: z.string().nullable(),
  /** What it runs, as it last told; null: it never did. */
  version: z.string().nullable(),
  faults: z.array(z.string()),
  printers: z.array(PrinterState),
  /** Where a kiosk's tickets come out; null: at the default printer, or it is no kiosk. */
  ownPrinter: z.string().nullable(),
});
/** A paired device as the console lists it. */
export type ListedDevice = Immutable<typeof ListedDevice>;

const ListedPrinter = PrinterState.extend({
  /** The agent it stands beside, by its name; null: the server drives it itself. */
  station: z.string().nullable(),
  /** True when it was added on the devices page and can be removed there. */
  removable: z.boolean(),
});
/** A printer as the console lists it. */
export type ListedPrinter = Immutable<typeof ListedPrinter>;

const ClaimedDevice = z.object({
  token: z.string(),
  device: z.object({ id: z.string(), kind: DeviceKind, name: z.string() }),
});
/** What a pairing code was exchanged for. */
export type ClaimedDevice = Immutable<typeof ClaimedDevice>;

/** Devices, printers, buttons, and the first start. */
export const deviceCalls = {
  'GET /devices': { operationId: 'listDevices', response: z.object({ devices: z.array(ListedDevice) }) },
  'GET /devices/:id/history': { operationId: 'readDeviceHistory', response: DeviceHistory },
  'POST /devices/pairing': {
    operationId: 'makePairingCode',
    body: z.strictObject({ kind: DeviceKind, name: saidLine(80), counter: Code.nullable().default(null) }),
    response: z.object({ code: z.string(), expiresAt: z.string() }),
    status: 201,
  },
  'POST /devices/claim': {
    operationId: 'claimDevice',
    body: z.strictObject({ code: z.string().min(4).max(40) }),
    response: ClaimedDevice,
    status: 201,
  },
  'PUT /devices/:id/printer': {
    operationId: 'setKioskPrinter',
    body: z.strictObject({ printer: PrinterName.nullable() }),
    response: Done,
  },
  'DELETE /devices/:id': { operationId: 'revokeDevice', response: Done },
  'GET /printers': {
    operationId: 'listPrinters',
    response: z.object({
      printers: z.array(ListedPrinter),
      models: z.array(z.object({ name: z.string(), title: z.string() })),
      defaultPrinter: z.string(),
    }),
  },
  'GET /printers/virtual': {
    operationId: 'listVirtualTickets',
    response: z.object({
      tickets: z.array(z.object({ file: z.string(), number: z.string(), at: z.string() })),
    }),
  },
  'GET /printers/virtual/:file': { operationId: 'readVirtualTicket', files: ['image/png'] },
  'PUT /printers/:name': {
    operationId: 'putPrinter',
    body: NetworkPrinter.omit({ name: true }),
    response: Done,
  },
  'DELETE /printers/:name': { operationId: 'removePrinter', response: Done },
  'POST /printers/:name/test-page': {
    operationId: 'printTestPage',
    body: z.strictObject({}).default({}),
    response: Done,
  },
  'GET /buttons': { operationId: 'listButtons', response: z.object({ buttons: z.array(ButtonBinding) }) },
  'POST /buttons/listen': {
    operationId: 'listenToButtons',
    body: z.strictObject({ device: z.string().min(1).max(64) }),
    response: z.object({ ok: z.literal(true), forMs: z.number() }),
  },
  'GET /setup': {
    operationId: 'readSetUp',
    response: z.object({ needed: z.boolean(), hallName: z.string() }),
  },
  'POST /setup': {
    operationId: 'setUp',
    body: z.strictObject({
      token: z.string().min(8).max(200),
      template: Code,
      hallName: saidLine(200),
      superiorName: saidLine(200).optional(),
      adminPassword: NewPassword,
    }),
    /** Pairing codes of a first kiosk and a first board beside the session. */
    response: SignedIn.extend({ kioskCode: z.string(), displayCode: z.string() }),
    status: 201,
  },
} as const satisfies CallTable;
