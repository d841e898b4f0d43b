import {
  BATCH_EVENTS,
  type HallSigns,
  type HubBatch,
  type HubLink,
  type ListAnswer,
  type LogHead,
  type OfferedList,
} from '../../../common/protocol/hub.ts';
import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { FIRST_HASH } from '../../storage/event-store.ts';
import type { LogText } from '../../storage/log-texts.ts';
import { answerOffered, enrol, fetchOffered, type HubAnswer, sendBatch } from './hub-client.ts';
import type { KeptLink, LinkFile } from './link-file.ts';

/** Events of several commands travel together: a batch waits so long for more. */
const GATHER_MS = 500;
/** Without anything to send the hall gives a sign of life so often. */
const SIGN_OF_LIFE_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** While a long log is sent, the hall has the processor in between. */
const BREATH_MS = 20;
/** A batch is no larger than about this many characters. */
const BATCH_CHARACTERS = 2_000_000;

export interface OutboxParts {
  /** The log's texts after a sequence, in order. */
  readonly texts: (after: number, limit: number) => readonly LogText[];
  readonly file: LinkFile;
  readonly signs: () => HallSigns;
  readonly onError: (error: unknown, what: string) => void;
  readonly setTimer?: (work: () => void, ms: number) => NodeJS.Timeout;
}

/**
 * Pushes the log to a hub: a cursor over it and no copy. Nothing of the hall waits for it, and nothing is lost while the hub
 * is away: it goes on from where the hub says it is.
 */
export class Outbox {
  private readonly parts: OutboxParts;
  private link: KeptLink | null;
  private state: HubLink['state'] = 'off';
  private sent = 0;
  private lastError: string | null = null;
  private offered: OfferedList | null = null;
  private timer: NodeJS.Timeout | undefined;
  private pauseMs = FIRST_PAUSE_MS;
  private busy = false;
  /** The next turn is due in a moment: more events do not put it off. */
  private gathering = false;
  private stopped = false;
  private underWay: Promise<void> = Promise.resolve();
  /** The newest event that is durable. */
  private head: LogHead = { sequence: 0, hash: FIRST_HASH };

  constructor(parts: OutboxParts) {
    this.parts = parts;
    this.link = parts.file.read();
    this.sent = this.link?.acknowledged ?? 0;
  }

  /** Begins to send, if the hall has joined a hub. */
  start(): void {
    if (this.link === null || this.stopped) return;
    this.state = 'connecting';
    this.schedule(0);
  }

  /** The log is durable up to here. Cheap: it is told with every commit. */
  reached({ sequence, hash }: LogHead): void {
    this.head = { sequence, hash };
    if (this.timer !== undefined && this.gathering) return;
    if (this.link === null || this.busy || this.state === 'unreachable' || this.state === 'refused') return;
    this.schedule(GATHER_MS);
    this.gathering = true;
  }

  status(): HubLink {
    return {
      state: this.state,
      url: this.link?.url ?? null,
      sentSequence: this.sent,
      acknowledgedSequence: this.link?.acknowledged ?? 0,
      lastError: this.lastError,
      offered: this.offered,
    };
  }

  /** Joins a hub; a former link is left. */
  async join(url: string, enrolmentCode: string): Promise<Outcome<HubLink>> {
    const joined = await enrol(url, enrolmentCode);
    if (joined === 'invalid') return refused('enrolment_invalid', 'the hub does not take this code');
    if (joined === 'unreachable') return refused('hub_unreachable', 'the hub does not answer');
    this.link = { url, ...joined, acknowledged: 0 };
    this.parts.file.write(this.link);
    this.sent = 0;
    this.lastError = null;
    this.pauseMs = FIRST_PAUSE_MS;
    this.start();
    return { ok: true, value: this.status() };
  }

  /** Leaves the hub. What it has stays there. */
  leave(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.link = null;
    this.parts.file.remove();
    this.state = 'off';
    this.sent = 0;
    this.lastError = null;
    this.offered = null;
  }

  /** The file of the list that the province sent. */
  async offeredFile(): Promise<Outcome<Buffer>> {
    const { link, offered } = this;
    if (link === null || offered === null) return refused('not_found', 'the province has sent no list');
    const file = await fetchOffered(link, offered.id);
    return file === null ? refused('hub_unreachable', 'the hub does not answer') : { ok: true, value: file };
  }

  /** The list that the province sent was taken in, or is not wanted; the hub is told with the next batch, or later. */
  answerOffer(told: ListAnswer): Outcome<HubLink> {
    const { link, offered } = this;
    if (link === null || offered === null) return refused('not_found', 'the province has sent no list');
    this.link = { ...link, answer: { ...told, list: offered.id } };
    this.parts.file.write(this.link);
    this.offered = null;
    if (!this.busy && this.state !== 'unreachable' && this.state !== 'refused') this.schedule(0);
    return { ok: true, value: this.status() };
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.underWay;
  }

  private schedule(ms: number): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.gathering = false;
    const set = this.parts.setTimer ?? setTimeout;
    this.timer = set(() => {
      this.timer = undefined;
      this.underWay = this.turn();
    }, ms);
    this.timer.unref();
  }

  private async turn(): Promise<void> {
    const { link } = this;
    if (link === null || this.busy || this.stopped) return;
    this.busy = true;
    try {
      await this.tellAnswer();
      const batch = this.batchAfter(link.acknowledged);
      this.sent = Math.max(link.acknowledged, batch.after.sequence + batch.events.length);
      const answer = await sendBatch(link.url, link.key, batch);
      // Left or joined elsewhere meanwhile: the answer belongs to nobody.
      if (this.link?.key === link.key) this.heed(this.link, answer);
    } catch (error) {
      this.parts.onError(error, 'hub outbox');
      this.fail('unreachable', 'internal');
    } finally {
      this.busy = false;
    }
  }

  private async tellAnswer(): Promise<void> {
    const { link } = this;
    if (link?.answer === undefined) return;
    const { list, ...told } = link.answer;
    if (!(await answerOffered(link, list, told)) || this.link !== link) return;
    const { answer: _told, ...rest } = link;
    this.link = rest;
    this.parts.file.write(rest);
  }

  private heed(link: KeptLink, answer: HubAnswer): void {
    if (answer.kind === 'unreachable' || answer.kind === 'refused') {
      this.fail(answer.kind, answer.kind === 'refused' ? answer.code : answer.why);
      return;
    }
    const head = this.head.sequence;
    const { sequence } = answer.acknowledged;
    this.pauseMs = FIRST_PAUSE_MS;
    if (sequence !== link.acknowledged) {
      this.link = { ...link, acknowledged: sequence };
      this.parts.file.write(this.link);
    }
    if (answer.kind === 'out_of_step') {
      this.state = 'behind';
      this.schedule(BREATH_MS);
      return;
    }
    // An answer that is still on its way must not be asked for again.
    this.offered = answer.offered?.id === link.answer?.list ? null : answer.offered;
    // A hub that has more of this hall than the hall itself: its data folder is an older copy.
    const forked = answer.forkedAt !== null || sequence > head;
    this.lastError = forked ? 'record_forked' : null;
    this.state = forked ? 'forked' : sequence < head ? 'behind' : 'live';
    this.schedule(sequence < head ? BREATH_MS : SIGN_OF_LIFE_MS);
  }

  private fail(state: 'unreachable' | 'refused', why: string): void {
    this.state = state;
    this.lastError = why;
    this.sent = this.link?.acknowledged ?? 0;
    this.schedule(this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  /** The next events after a sequence; of a log that is shorter than it, none. */
  private batchAfter(acknowledged: number): HubBatch {
    const { texts, signs } = this.parts;
    const { head } = this;
    const after = Math.min(acknowledged, head.sequence);
    const events: HubBatch['events'] = [];
    let size = 0;
    for (const { sequence, body, hash } of texts(after, BATCH_EVENTS)) {
      size += body.length;
      if (sequence > head.sequence || (events.length > 0 && size > BATCH_CHARACTERS)) break;
      events.push([body, hash]);
    }
    return { after: this.headAt(after), events, head, signs: signs() };
  }

  private headAt(sequence: number): LogHead {
    if (sequence === 0) return { sequence: 0, hash: FIRST_HASH };
    const event = this.parts.texts(sequence - 1, 1)[0];
    return { sequence, hash: event?.hash ?? FIRST_HASH };
  }
}
