import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../common/protocol/commands.ts';
import { ROUTES } from '../../server/edges/http/routes.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { AHEAD_AND_HUB_CALLS } from './ahead-and-hub-calls.ts';
import { VOICE_CALLS } from './voice-calls.ts';

/** Letters of the table. */
const ACTORS = {
  C: 'clerk',
  S: 'supervisor',
  H: 'chairman',
  A: 'admin',
  K: 'kiosk',
  D: 'display',
  Q: 'counter',
  G: 'agent',
} as const;
type Letter = keyof typeof ACTORS;
const LETTERS = Object.keys(ACTORS) as Letter[];
const PEOPLE = ['C', 'S', 'H', 'A'] as const;

/** Who may call what, written down by hand: the product's own list is compared with it. */
const CALLS: Readonly<Record<string, string>> = {
  'GET /encryption': 'anyone',
  'GET /me/second-factor': 'A',
  'POST /me/second-factor': 'A',
  'PUT /me/second-factor': 'A',
  'DELETE /me/second-factor': 'A',
  'DELETE /accounts/:username/second-factor': 'A',
  'PUT /dossiers/:code': 'CSA',
  'GET /dossiers/:code': 'CSHAKQ',
  'GET /dossier-receptions': 'CSHA',
  'GET /dossier-files': 'A',
  'GET /dossier-files/:id/result': 'A',
  'GET /proof': 'anyone',
  'POST /proof': 'anyone',
  'GET /health': 'anyone',
  'GET /fields': 'anyone',
  'GET /procedures': 'anyone',
  'GET /errands': 'CSHAK',
  'GET /media': 'CSHAD',
  'GET /media/shelf': 'SA',
  'POST /media': 'SA',
  'PUT /media/order': 'SA',
  'PUT /media/:name/dates': 'SA',
  'POST /media/:name/restore': 'SA',
  'DELETE /media/:name': 'SA',
  'GET /counters': 'anyone',
  'GET /counters/:code/next': 'CSHA',
  'GET /counters/:code/usual': 'CSHA',
  'GET /public': 'anyone',
  'GET /public/times': 'anyone',
  'GET /public/statement': 'anyone',
  'GET /public/data': 'anyone',
  'GET /public/data/:date': 'anyone',
  'GET /tickets': 'CSHA',
  'GET /tickets/:id': 'CSHAKQ',
  'GET /track/:token': 'anyone',
  'GET /track/:token/proof': 'anyone',
  'GET /look-up/:number': 'anyone',
  'POST /look-up': 'anyone',
  'PUT /track/:token/push': 'anyone',
  'POST /track/:token/push/stop': 'anyone',
  'GET /seals': 'SHA',
  'POST /seals/:sequence/print': 'SHA',
  'GET /events': 'SA',
  'GET /settings/history': 'A',
  'GET /first-steps': 'A',
  'GET /backups': 'A',
  'POST /backups': 'A',
  'POST /backups/:name/check': 'A',
  'GET /record/span': 'SHA',
  'GET /staffing/month': 'SHA',
  'GET /staffing/month/:kind/document/:format': 'SHA',
  'GET /settings': 'SHA',
  'GET /agencies': 'CSHA',
  'GET /buttons': 'SA',
  'GET /templates': 'anyone',
  'POST /session': 'anyone',
  'GET /session': 'anyone',
  'DELETE /session': 'CSHA',
  'GET /accounts': 'A',
  'POST /accounts': 'A',
  'POST /accounts/:username/sign-out': 'SA',
  'PUT /accounts/:username': 'A',
  'DELETE /accounts/:username': 'A',
  'GET /me/day': 'CSHA',
  'GET /audit': 'HA',
  'GET /audit/chain': 'HA',
  'POST /audit/chain': 'HA',
  'GET /officers': 'SHA',
  'GET /officers/:username/history': 'SHA',
  'PUT /officers/:code': 'SA',
  'DELETE /officers/:code': 'SA',
  'POST /officers/rotate': 'SA',
  'GET /leaves': 'SHA',
  'PUT /leaves/:code': 'SA',
  'DELETE /leaves/:code': 'SA',
  'GET /rosters': 'SHA',
  'POST /rosters': 'SHA',
  'GET /rosters/:id': 'SHA',
  'DELETE /rosters/:id': 'SA',
  'POST /rosters/:id/copy': 'SA',
  'POST /rosters/:id/edit': 'SA',
  'POST /rosters/:id/confirm': 'SHA',
  'POST /rosters/:id/withdraw': 'SHA',
  'GET /rosters/:id/difference': 'SHA',
  'GET /rosters/:id/document/:format': 'SHA',
  'POST /rosters/:code/apply': 'SA',
  'POST /rosters/applications/:code/undo': 'SA',
  'GET /me/roster': 'CSHA',
  'GET /calendar': 'CSHA',
  'PUT /calendar/:code': 'SA',
  'DELETE /calendar/:code': 'SA',
  'GET /hall-names': 'CSHA',
  'PUT /hall-names/:code': 'A',
  'DELETE /hall-names/:code': 'A',
  'PUT /me/password': 'CSHA',
  'PUT /me/pin': 'CS',
  'DELETE /me/pin': 'CS',
  'GET /session/pin': 'Q',
  'POST /session/pin': 'Q',
  'DELETE /accounts/:username/pin': 'SA',
  'POST /tickets': 'CSAK',
  'POST /tickets/:id/reprint': 'CSAK',
  'POST /tickets/:id/cancel': 'CSA',
  'POST /tickets/:id/let-pass': 'CSA',
  'POST /tickets/:id/return': 'CSA',
  'POST /tickets/:id/priority': 'CSA',
  'POST /tickets/:id/correct': 'CSA',
  'POST /tickets/:id/opinion': 'Q',
  'POST /track/:token/opinion': 'anyone',
  'POST /track/:token/let-pass': 'anyone',
  'POST /track/:token/give-up': 'anyone',
  'GET /opinions/asked': 'Q',
  'GET /opinions': 'SHA',
  'POST /opinions': 'SA',
  'POST /opinions/:code/withdraw': 'SA',
  'GET /me/opinion': 'CSHA',
  'POST /counters/:code/open': 'CSA',
  'POST /counters/:code/close': 'CSA',
  'POST /counters/:code/pause': 'CSA',
  'POST /counters/:code/resume': 'CSA',
  'POST /counters/:code/call-next': 'CSA',
  'POST /counters/:code/call': 'CSA',
  'POST /counters/:code/recall': 'CSA',
  'POST /counters/:code/start': 'CSA',
  'POST /counters/:code/no-show': 'CSA',
  'POST /counters/:code/undo': 'CSA',
  'POST /counters/:code/reopen': 'CSA',
  'POST /counters/:code/park': 'CSA',
  'POST /counters/:code/transfer': 'CSA',
  'POST /counters/:code/finish': 'CSA',
  'POST /counters/:code/fields': 'SA',
  'POST /day/close': 'SA',
  'POST /day/correct': 'SA',
  'POST /day/confirm': 'CSA',
  'POST /counters/:code/take-over': 'SA',
  'POST /officers/:code/release': 'SA',
  'POST /record/acknowledge': 'SA',
  'POST /remarks': 'CSA',
  'DELETE /remarks/:code': 'CSA',
  'POST /remarks/:code/settle': 'SHA',
  'GET /remarks': 'SHA',
  'GET /me/remarks': 'CSHA',
  'PUT /fields/:code': 'A',
  'PUT /procedures/:code': 'A',
  'PUT /agencies/:code': 'A',
  'PUT /counters/:code': 'A',
  'PUT /settings': 'A',
  'PUT /hub': 'A',
  'DELETE /hub': 'A',
  'POST /templates/apply': 'A',
  'PUT /notices/:code': 'SA',
  'DELETE /notices/:code': 'SA',
  'PUT /buttons/:code': 'SA',
  'DELETE /buttons/:code': 'SA',
  'GET /reports': 'CSHA',
  'GET /reports/drafts': 'SHA',
  'GET /reports/drafts/:id/:format': 'SHA',
  'GET /reports/:id': 'SHA',
  'POST /staffing/erlang': 'SHA',
  'POST /staffing/plan': 'SHA',
  'GET /staffing/plans': 'SHA',
  'GET /staffing/plans/:id': 'SHA',
  'GET /staffing/plans/:id/kept': 'SHA',
  'DELETE /staffing/plans/:id': 'SHA',
  'POST /staffing/what-if': 'SHA',
  'POST /staffing/call-rules': 'SHA',
  'GET /devices': 'CSHA',
  'GET /devices/:id/history': 'SHA',
  'POST /devices/pairing': 'SA',
  'POST /devices/claim': 'anyone',
  'PUT /devices/:id/printer': 'SA',
  'DELETE /devices/:id': 'SA',
  'GET /printers/virtual': 'CSHA',
  'GET /printers/virtual/:file': 'SHA',
  'GET /setup': 'anyone',
  'POST /setup': 'anyone',
  'GET /catalogue': 'CSHA',
  'GET /procedures/listing': 'anyone',
  'GET /procedures/:code/versions': 'CSHA',
  'DELETE /procedures/:code/versions/:from': 'A',
  'POST /procedure-lists/compare': 'A',
  'POST /procedure-lists/import': 'A',
  'GET /imports': 'SA',
  'POST /imports': 'SA',
  'GET /imports/:id': 'SA',
  'POST /imports/:id/check': 'SA',
  'POST /imports/:id/take': 'SA',
  'DELETE /imports/:id': 'SA',
  'DELETE /import-batches/:id': 'SA',
  'GET /printers': 'CSHA',
  'PUT /printers/:name': 'SA',
  'DELETE /printers/:name': 'SA',
  'POST /printers/:name/test-page': 'SA',
  'POST /buttons/listen': 'SA',
  ...VOICE_CALLS,
  ...AHEAD_AND_HUB_CALLS,
  'GET /webhooks': 'A',
  'POST /webhooks': 'A',
  'DELETE /webhooks/:id': 'A',
  'POST /webhooks/:id/rotate': 'A',
  'POST /webhooks/:id/enable': 'A',
  'POST /webhooks/:id/test': 'A',
  'GET /webhooks/:id/deliveries': 'A',
  'POST /webhooks/:id/deliveries/:delivery/replay': 'A',
  'GET /announce': 'anyone',
  'GET /tokens': 'A',
  'POST /tokens': 'A',
  'DELETE /tokens/:id': 'A',
};

/** Who may give which command over a socket. */
const GIVEN: Readonly<Record<string, string>> = {
  'ticket:issue': 'CSAK',
  'ticket:reprint': 'CSAK',
  'ticket:cancel': 'CSA',
  'ticket:set-priority': 'CSA',
  'ticket:let-pass': 'CSA',
  'ticket:return': 'CSA',
  'ticket:correct': 'CSA',
  'counter:open': 'CSA',
  'counter:close': 'CSA',
  'counter:lend': 'SA',
  'counter:end-loan': 'SA',
  'counter:pause': 'CSA',
  'counter:resume': 'CSA',
  'counter:call-next': 'CSA',
  'counter:call': 'CSA',
  'counter:recall': 'CSA',
  'counter:start': 'CSA',
  'counter:no-show': 'CSA',
  'counter:undo': 'CSA',
  'counter:reopen': 'CSA',
  'counter:park': 'CSA',
  'counter:transfer': 'CSA',
  'counter:finish': 'CSA',
  'counter:set-fields': 'SA',
  'day:close': 'SA',
  'day:correct': 'SA',
  'day:confirm': 'CSA',
  'counter:take-over': 'SA',
  'officer:release': 'SA',
  'record:acknowledge': 'SA',
  'notice:put': 'SA',
  'notice:withdraw': 'SA',
  'remark:make': 'CSA',
  'remark:withdraw': 'CSA',
  'remark:settle': 'SHA',
  'dossier:tell': 'CSA',
  'opinion:give': 'Q',
  'opinion:key-in': 'SA',
  'opinion:withdraw': 'SA',
  'field:put': 'A',
  'procedure:put': 'A',
  'procedure:withdraw-version': 'A',
  'procedure-list:import': 'A',
  'agency:put': 'A',
  'counter:put': 'A',
  'officer:put': 'SA',
  'officer:remove': 'SA',
  'officer:rotate': 'SA',
  'officer:leave-put': 'SA',
  'officer:leave-remove': 'SA',
  'roster:confirm': 'SHA',
  'roster:withdraw': 'SHA',
  'roster:apply': 'SA',
  'roster:undo-apply': 'SA',
  'calendar:put': 'SA',
  'calendar:clear': 'SA',
  'language:sign': 'SA',
  'hall-name:put': 'A',
  'hall-name:remove': 'A',
  'settings:put': 'A',
  'template:apply': 'A',
  'button:bind': 'SA',
  'button:unbind': 'SA',
  'printer:put': 'SA',
  'printer:remove': 'SA',
};

describe('who may do what', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-roles-'));
  let running: RunningHall;
  const tokens = new Map<Letter, string>();

  beforeAll(async () => {
    running = await startHall({
      port: 0,
      host: '127.0.0.1',
      dataDir: folder,
      adminPassword: 'matkhau-thu-nghiem',
      logLevel: 'fatal',
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    const { access } = running.services;
    for (const letter of PEOPLE) {
      const username = `nguoi-${ACTORS[letter]}`;
      await access.addAccount({
        username,
        displayName: username,
        role: ACTORS[letter],
        password: 'matkhau-thu-nghiem',
      });
    }
    for (const letter of ['K', 'D', 'Q', 'G'] as const)
      tokens.set(letter, access.addDevice(ACTORS[letter], ACTORS[letter], letter === 'Q' ? '1' : null).token);
  }, 30_000);
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A token of its own for each call: one of the calls signs out. */
  function tokenOf(letter: Letter): string {
    const device = tokens.get(letter);
    if (device !== undefined) return device;
    const { access } = running.services;
    const account = access.listAccounts().find((each) => each.username === `nguoi-${ACTORS[letter]}`);
    if (!account) throw new Error(`no account for ${letter}`);
    return access.openSession(account).token;
  }

  async function codeOf(call: string, token: string | null): Promise<string> {
    const [method, path] = call.split(' ') as [string, string];
    const answer = await fetch(`${running.url}/api/v1${path.replace(/:\w+/g, 'khong-co')}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': `${call}-${token ?? ''}`.replace(/[^A-Za-z0-9-]/g, '').slice(0, 60),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      // Nothing that is sent here can be done: only whether it may be asked is looked at.
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{"khong":"co"}' }),
    });
    const text = await answer.text();
    return answer.ok ? 'ok' : (JSON.parse(text) as { error: { code: string } }).error.code;
  }

  test('the table knows every call and every command', () => {
    expect(ROUTES.map((route) => `${route.method.toUpperCase()} ${route.path}`).sort()).toEqual(
      Object.keys(CALLS).sort(),
    );
    expect(Object.keys(COMMANDS).sort()).toEqual(Object.keys(GIVEN).sort());
  });

  for (const [call, allowed] of Object.entries(CALLS))
    test(`${call}: ${allowed}`, async () => {
      if (allowed === 'anyone') {
        expect(await codeOf(call, null)).not.toBe('forbidden');
        return;
      }
      expect(await codeOf(call, null)).toBe('unauthenticated');
      expect(await codeOf(call, 'no-such-token-at-all')).toBe('unauthenticated');
      for (const letter of LETTERS) {
        const code = await codeOf(call, tokenOf(letter));
        if (allowed.includes(letter)) expect(`${letter} ${code}`).not.toMatch(/forbidden|unauthenticated/);
        else expect(`${letter} ${code}`).toBe(`${letter} forbidden`);
      }
    });

  test.each(LETTERS)('over a socket %s gives the commands of the table and no other', async (letter) => {
    const socket = io(running.url, {
      auth: { token: tokenOf(letter), protocol: 1, ...(letter === 'G' ? { wants: 'agent' } : {}) },
      transports: ['websocket'],
      forceNew: true,
    });
    try {
      for (const [command, allowed] of Object.entries(GIVEN)) {
        const reply = (await socket
          .timeout(5_000)
          .emitWithAck(command, { commandId: `role-${letter}-${command}`, khong: 'co' })) as {
          ok: boolean;
          error?: { code: string };
        };
        expect(reply.ok).toBe(false);
        if (allowed.includes(letter)) expect(`${command} ${reply.error?.code}`).not.toContain('forbidden');
        else expect(`${command} ${reply.error?.code}`).toBe(`${command} forbidden`);
      }
    } finally {
      socket.close();
    }
  });

  test('the Chairman changes no ticket, and a clerk manages neither people nor the catalogue', () => {
    for (const [call, allowed] of Object.entries(CALLS))
      if (/^POST \/(tickets|counters)/.test(call)) expect(`${call} ${allowed}`).not.toMatch(/ \w*H/);
    for (const [call, allowed] of Object.entries(CALLS))
      if (/^(PUT|DELETE|POST) \/(accounts|fields|procedures|counters\/:code$|settings)/.test(call))
        expect(`${call} ${allowed}`).not.toMatch(/ \w*C/);
  });
});
