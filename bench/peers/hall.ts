import { performance } from 'node:perf_hooks';
import { COMMANDS } from '../../common/protocol/commands.ts';
import { startHall } from '../../server/main.ts';
import { answerParent } from '../child.ts';

/** Known to the measures that sign in. */
const ADMIN_PASSWORD = 'mat-khau-do-toc-do';

const running = await startHall({
  port: 0,
  host: '127.0.0.1',
  dataDir: process.argv[2] ?? '',
  adminPassword: ADMIN_PASSWORD,
  logLevel: 'error',
  timeZone: 'Asia/Ho_Chi_Minh',
});
const { hall, access } = running.services;
const SYSTEM = { commander: { kind: 'system', id: 'bench' } } as const;

// A bench draws more in a minute than a hall in a year: every field gets a million numbers under a letter of its own.
for (const [at, field] of [...hall.state.fields.values()].entries()) {
  const range = { prefix: String.fromCharCode(65 + at), start: 1, size: 999_999, digits: 6 };
  const reply = await hall.execute(
    'field:put',
    { ...field, range },
    { ...SYSTEM, commandId: `wide-${field.code}` },
  );
  if (reply.refusal) throw new Error(`${field.code}: ${reply.refusal.message}`);
}

const asOfficer = (counter: string, commandId: string) =>
  ({ commander: { kind: 'user', id: `can-bo-${counter}`, role: 'clerk' }, commandId }) as const;

let closings = 0;

answerParent(
  {
    where: () => {
      const admin = access.listAccounts().find((account) => account.role === 'admin');
      if (!admin) throw new Error('no administrator');
      return {
        url: running.url,
        token: access.openSession(admin).token,
        fields: [...hall.state.fields.keys()],
        counters: [...hall.state.counters.keys()],
      };
    },
    pairingCode: (input: { kind: 'kiosk' | 'display' | 'agent'; name: string }) =>
      access.makePairingCode(input.kind, input.name, null).code,
    addDisplays: (count: number) =>
      Array.from({ length: count }, (_, at) => access.addDevice('display', `Bảng ${at + 1}`, null).token),
    /** Puts tickets into a line that the counter calls. */
    fillLine: async (input: { counter: string; tickets: number }) => {
      const field = hall.state.counters.get(input.counter)?.definition.primaryFields[0] ?? '';
      for (let at = 0; at < input.tickets; at += 1) {
        const reply = await hall.execute(
          'ticket:issue',
          COMMANDS['ticket:issue'].payload.parse({ field, printer: null }),
          { ...SYSTEM, commandId: `fill-${at}` },
        );
        if (reply.refusal) throw new Error(reply.refusal.message);
      }
    },
    /** Counters that serve every field, each opened by an officer of its own. @returns their codes */
    openCounters: async (count: number) => {
      const fields = [...hall.state.fields.keys()];
      const codes = Array.from({ length: count }, (_, at) => `b${at + 1}`);
      for (const [at, code] of codes.entries()) {
        const put = await hall.execute(
          'counter:put',
          COMMANDS['counter:put'].payload.parse({
            code,
            label: `Quầy ${at + 1}`,
            spokenNumber: at + 1,
            primaryFields: fields,
          }),
          { ...SYSTEM, commandId: `put-${code}` },
        );
        const opened = await hall.execute('counter:open', { counter: code }, asOfficer(code, `open-${code}`));
        const refusal = put.refusal ?? opened.refusal;
        if (refusal) throw new Error(`${code}: ${refusal.message}`);
      }
      return codes;
    },
    /** Every counter in turn calls the next one, for whom a number is drawn before. */
    callAtEach: async (input: { counters: readonly string[]; rounds: number; label: string }) => {
      const field = [...hall.state.fields.keys()][0] ?? '';
      const loop = performance.eventLoopUtilization();
      let calls = 0;
      for (let round = 0; round < input.rounds; round += 1)
        for (const counter of input.counters) {
          const commandId = `${input.label}-${round}-${counter}`;
          const drawn = await hall.execute(
            'ticket:issue',
            COMMANDS['ticket:issue'].payload.parse({ field, printer: null }),
            { ...SYSTEM, commandId: `${commandId}-draw` },
          );
          const called = await hall.execute('counter:call-next', { counter }, asOfficer(counter, commandId));
          const refusal = drawn.refusal ?? called.refusal;
          if (refusal) throw new Error(`${counter}: ${refusal.message}`);
          calls += 1;
        }
      return { calls, activeMs: performance.eventLoopUtilization(loop).active };
    },
    /** Counters that the planner finds, each with fields of the catalogue. */
    addCounters: async (counters: readonly { code: string; primaryFields: readonly string[] }[]) => {
      for (const { code, primaryFields } of counters) {
        const reply = await hall.execute(
          'counter:put',
          COMMANDS['counter:put'].payload.parse({ code, label: code, primaryFields }),
          { ...SYSTEM, commandId: `counter-${code}` },
        );
        if (reply.refusal) throw new Error(reply.refusal.message);
      }
    },
    addPrinter: async (port: number) => {
      const reply = await hall.execute(
        'printer:put',
        { name: 'bench', transport: `tcp:127.0.0.1:${port}`, model: 'clone-no-status' },
        { ...SYSTEM, commandId: 'add-printer' },
      );
      if (reply.refusal) throw new Error(reply.refusal.message);
    },
    /** Resolves when the printer has said what became of a ticket. */
    printSettled: async (ticketId: string) => {
      for (;;) {
        const ticket = hall.findTicket(ticketId);
        if (ticket && ticket.print !== 'pending') return ticket.print;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    /** Empties the lines between rounds, so that a later round does not carry the earlier one's tickets. */
    closeDay: async () => {
      closings += 1;
      const reply = await hall.execute('day:close', {}, { ...SYSTEM, commandId: `close-${closings}` });
      if (reply.refusal) throw new Error(reply.refusal.message);
      return hall.state.tickets.size;
    },
    sequence: () => hall.state.sequence,
  },
  () => running.stop(),
);
