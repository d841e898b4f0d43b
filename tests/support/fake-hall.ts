import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { Server } from 'socket.io';
import { Settings, Template } from '../../common/protocol/catalogue.ts';
import type { DossierLook } from '../../common/protocol/dossiers.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import type { FieldRecord, HallRecord, Identity, Snapshot, ViewRecord } from '../../common/protocol/views.ts';
import communeTemplate from '../../hall-data/templates/commune.json' with { type: 'json' };
import { errandOffer } from '../../server/errands/errand-desk.ts';
import { loadErrandTopics } from '../../server/errands/load-errands.ts';
import { FONTS_FOLDER, FONTS_PATH, nameFontOf } from '../../server/languages/fonts.ts';
import type { VisitCount } from '../../server/storage/read-models.ts';
import { loadedWords, productLanguages } from './loaded-words.ts';

/**
 * What the fake hall does with one `ticket:issue`, which it keeps: answer, fall silent, cut the line before the answer, or
 * say that the disk did not confirm it.
 */
export type IssueMood = 'answer' | 'silent' | 'cut' | 'unconfirmed';

/**
 * A hall that only speaks: real socket.io and http, the commune's fields and procedures, but no queue behind them.
 * For tests of pages that need faults on demand, which a real hall does not have.
 */
export class FakeHall {
  readonly app = express();
  readonly http = createServer(this.app);
  readonly io = new Server(this.http, { pingInterval: 60_000 });
  readonly template = Template.parse(communeTemplate);
  readonly records = new Map<string, ViewRecord>();
  /** Handshakes seen, oldest first. */
  readonly handshakes: Record<string, unknown>[] = [];
  /** Every `ticket:issue` that arrived, repetitions too. */
  readonly issueIds: string[] = [];
  /** What they asked for. */
  readonly orders: {
    field: string;
    printer?: string | null;
    priority?: string | null;
    procedure?: string | null;
    purpose?: string;
    dossierCode?: string | null;
  }[] = [];
  readonly tickets = new Map<string, Ticket>();
  snapshotCount = 0;
  sequence = 100;
  boot = 'boot-1';
  identity: Identity = {
    kind: 'device',
    deviceId: 'kiosk-1',
    name: 'Máy lấy số 1',
    deviceKind: 'kiosk',
    counter: null,
  };
  moods: IssueMood[] = [];
  /** Dossiers that it was told of, by code. */
  readonly dossiers = new Map<string, Partial<DossierLook>>();
  /** What the record knows of earlier days. */
  visits: VisitCount[] = [];
  print: Ticket['print'] = 'pending';
  /** The first number that is drawn; the next ones follow. */
  firstNumber = 1001;
  /** The code that pairs; anything else is refused. */
  pairingCode = 'GHEP01';

  /** What citizens may choose, in this order. */
  languages: readonly string[] = ['vi', 'en'];

  constructor() {
    this.put(hallRecord());
    for (const field of this.template.fields) this.put(this.fieldRecord(field.code, { waiting: 3 }));
    this.app.use(express.json());
    this.app.get('/api/v1/procedures', (_req, res) => {
      res.json({ procedures: this.template.procedures });
    });
    this.app.get('/api/v1/languages', (_req, res) => {
      const languages = this.languages.map((tag) => {
        const { name, nameVi, nameEn } = productLanguages.find(tag)?.card ?? {
          name: tag,
          nameVi: tag,
          nameEn: tag,
        };
        return { tag, name, nameVi, nameEn, nameFont: nameFontOf(tag), offered: true };
      });
      res.json({ languages });
    });
    this.app.use(FONTS_PATH, express.static(FONTS_FOLDER));
    this.app.get('/api/v1/languages/:tag/words', (req, res) => {
      res.json(loadedWords(req.params.tag, 'kiosk'));
    });
    this.app.get('/api/v1/errands', (_req, res) => {
      const records = [...this.records.values()];
      const fields = records.flatMap((each) => (each.kind === 'field' ? [each.field] : []));
      res.json(
        errandOffer(
          loadErrandTopics(),
          { fields, procedures: this.template.procedures, agencies: new Map() },
          this.visits,
          null,
        ),
      );
    });
    this.app.post('/api/v1/devices/claim', (req, res) => {
      if ((req.body as { code?: string }).code !== this.pairingCode) {
        res.status(401).json({ error: { code: 'pairing_code_invalid', message: 'no such code' } });
        return;
      }
      const device = { id: 'kiosk-1', kind: 'kiosk', name: 'Máy lấy số 1' };
      res.json({ token: 'token-of-kiosk-1', device });
    });
    this.io.on('connection', (socket) => {
      this.handshakes.push(socket.handshake.auth);
      socket.on('view:get', (ack: (snapshot: Snapshot) => void) => {
        this.snapshotCount += 1;
        ack(this.snapshot(socket.handshake.auth.token));
      });
      socket.on('dossier:look', ({ code }: { code: string }, ack: (answer: unknown) => void) => {
        const unknown = {
          code,
          state: null,
          field: null,
          procedure: null,
          papers: [],
          changedAt: null,
          collectIn: 'tra-ket-qua',
        };
        ack({ ok: true, dossier: { ...unknown, ...this.dossiers.get(code) } });
      });
      socket.on(
        'ticket:issue',
        (
          message: { commandId: string; field: string; printer?: string | null },
          ack: (a: unknown) => void,
        ) => {
          this.issueIds.push(message.commandId);
          this.orders.push(message);
          const drawn = this.tickets.get(message.commandId) ?? this.draw(message.field, message.commandId);
          const ticket = message.printer === null ? { ...drawn, print: 'none' } : drawn;
          const mood = this.moods.shift() ?? 'answer';
          if (mood === 'cut') socket.conn.close();
          if (mood === 'unconfirmed')
            ack({ ok: false, error: { code: 'storage_failed', message: 'ask again with the same id' } });
          if (mood === 'answer') ack({ ok: true, ticket, sequence: this.sequence });
        },
      );
    });
  }

  /** Starts on a free port; `webFolder` is a build of the pages; `voices`: with the voice packs. */
  async start(webFolder?: string, { voices = false } = {}): Promise<string> {
    if (voices) this.app.use('/voice', express.static(join(process.cwd(), 'common', 'assets', 'voice')));
    if (webFolder !== undefined) {
      this.app.use('/assets', express.static(join(webFolder, 'assets')));
      this.app.get('/:front', (req, res) => {
        res.sendFile(join(webFolder, req.params.front, 'index.html'));
      });
    }
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await this.io.close();
  }

  /** Changes a record without telling anyone. */
  put(record: ViewRecord): void {
    this.records.set(record.id, record);
  }

  /** Changes records and sends the patch; `lost` leaves the message out, so that the next one shows a gap. */
  publish(records: readonly ViewRecord[], { lost = false }: { lost?: boolean } = {}): void {
    const from = this.sequence;
    this.sequence += 1;
    for (const record of records) this.put(record);
    if (!lost) this.patch(from, this.sequence, records);
  }

  heartbeat(): void {
    this.patch(this.sequence, this.sequence, []);
  }

  patch(from: number, to: number, put: readonly ViewRecord[]): void {
    this.io.emit('view:patch', { from, to, now: new Date().toISOString(), put, amend: [], drop: [] });
  }

  /** Cuts every connection, as a dead switch would. */
  cutLines(): void {
    for (const socket of this.io.sockets.sockets.values()) socket.conn.close();
  }

  fieldRecord(code: string, change: Partial<FieldRecord> = {}): FieldRecord {
    const field = this.template.fields.find((each) => each.code === code);
    if (field === undefined) throw new Error(`the commune has no field ${code}`);
    return {
      kind: 'field',
      id: `field/${code}`,
      field,
      waiting: 0,
      longestSince: null,
      counters: [{ code: '1', label: '1' }],
      issuing: { open: true },
      estimate: null,
      ...change,
    };
  }

  private snapshot(token: unknown): Snapshot {
    const needsToken = this.identity.kind === 'nobody' && token === 'token-of-kiosk-1';
    return {
      sequence: this.sequence,
      now: new Date().toISOString(),
      clockRate: 1,
      version: '0.0.0',
      boot: this.boot,
      records: [...this.records.values()],
      you: needsToken
        ? { kind: 'device', deviceId: 'kiosk-1', name: 'Máy', deviceKind: 'kiosk', counter: null }
        : this.identity,
    };
  }

  private draw(field: string, commandId: string): Ticket {
    const number = String(this.firstNumber + this.tickets.size);
    const ticket: Ticket = {
      id: `ticket-${number}`,
      number,
      field,
      drawnField: field,
      procedure: null,
      dossierCode: null,
      purpose: 'submit',
      priority: null,
      state: 'waiting',
      channel: 'kiosk',
      issuedAt: new Date().toISOString(),
      calledAt: null,
      startedAt: null,
      finishedAt: null,
      counter: null,
      reservedFor: null,
      callCount: 0,
      waitingAhead: 3,
      estimate: { lowMinutes: 10, highMinutes: 20 },
      printReason: null,
      print: this.print,
      outcome: null,
      transactions: [],
      trackingUrl: `http://hall.test/t/ticket-${number}`,
      language: 'vi',
    };
    this.tickets.set(commandId, ticket);
    return ticket;
  }
}

function hallRecord(): HallRecord {
  const settings = Settings.parse({
    hallName: 'Trung tâm Phục vụ hành chính công xã Phước Thái',
    superiorName: 'UBND xã Phước Thái',
    discipline: { kind: 'head-start', minutes: 15 },
    noShow: { endsAfterCalls: 3, returnsAfterSeconds: 45 },
    help: 'when-empty',
    priorities: [
      { code: 'elderly', name: 'Người cao tuổi' },
      { code: 'disabled', name: 'Người khuyết tật' },
    ],
    appointmentGraceMinutes: 15,
    pauseReasons: ['Nghỉ giữa giờ'],
    parkReasons: ['Chờ bổ sung giấy tờ'],
    languages: ['vi', 'en'],
    dialect: 'south',
    announceEnglish: false,
    volume: 0.8,
    kioskIdleSeconds: 60,
    defaultPrinter: 'virtual',
    pairLocalBrowsers: false,
  });
  return {
    kind: 'hall',
    id: 'hall',
    localDate: '2026-11-24',
    settings: { ...settings, timeZone: 'Asia/Ho_Chi_Minh' },
    needsSetUp: false,
    proceduresAt: 1,
  };
}
