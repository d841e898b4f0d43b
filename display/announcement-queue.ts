import {
  CALL_GAP_MS,
  READING_GAP_MS,
  type SpokenClip,
  type StageAct,
  type StagedCall,
} from '../common/protocol/stage.ts';
import type { Dialect, Voice } from '../common/voice/clip-keys.ts';
import { announcementText, type Call } from '../common/voice/reading.ts';

/**
 * What this screen speaks: it follows the announcements of the hall's stage. Pure: a transition returns the next
 * state and what is to be done; whoever does it reports back with `step-over`. One step runs at a time, so that two
 * announcements can never sound together, and every step is answered, so that the queue can never stop.
 */

/** Who joins an announcement later than this hears it once, without the second reading. */
const LATE_MS = 3_000;

/** The last announcement that was begun; kept over a reload. */
export interface Mark {
  readonly sequence: number;
  readonly atMs: number;
}

/** How announcements are put in words. */
export interface VoiceSettings {
  readonly dialect: Dialect;
}

/** The chime, or a clip of a pack. */
export type Clip = 'chime' | SpokenClip;

/** `part` tells which part of an announcement a step belongs to: the first reading, the second, or another language. */
export type Step = { readonly part: 'first' | 'second' | 'other' } & (
  | { readonly kind: 'clips'; readonly clips: readonly Clip[] }
  | { readonly kind: 'pause'; readonly ms: number }
);

export interface QueueState {
  /** The announcement that was begun last, spoken or not. */
  readonly begun: Mark | null;
  /** What the hall announces next, where this screen still speaks the one before. */
  readonly next: StageAct | null;
  /** What remains of the announcement under way; its first step is running. Null: silence. */
  readonly steps: readonly Step[] | null;
  /** False until the browser lets the page make a sound. */
  readonly audible: boolean;
}

export type QueueEvent =
  /** What the hall announces now, as often as one likes; null: nothing. */
  | { readonly kind: 'act'; readonly act: StageAct | null }
  | { readonly kind: 'step-over' }
  | { readonly kind: 'audible'; readonly audible: boolean };

/** Everything outside the queue that a transition looks at. */
export interface QueueSurroundings {
  /** The hall's clock, epoch ms. */
  readonly nowMs: number;
  /** True in muted hours, and where this screen has no voice. */
  readonly muted: boolean;
  readonly settings: VoiceSettings;
}

export type QueueEffect =
  /** Run the step, then report `step-over`, whether it went well or not. */
  | { readonly kind: 'run'; readonly step: Step }
  /** The announcement begins: tell each of its calls in words too. `spoken` is false where the screen is muted. */
  | { readonly kind: 'announce'; readonly call: StagedCall; readonly text: string; readonly spoken: boolean }
  /** Keep this over a reload. */
  | { readonly kind: 'keep'; readonly mark: Mark };

export interface Transition {
  readonly state: QueueState;
  readonly effects: readonly QueueEffect[];
}

/** A queue as a page starts it. `kept` is the mark of the last announcement before; null on the first start ever. */
export function startQueue(kept: Mark | null, audible: boolean): QueueState {
  return { begun: kept, next: null, steps: null, audible };
}

/** The steps of an announcement: a lone call in full, or calls that share one chime. */
export function stepsOf(act: StageAct): Step[] {
  const [own, ...others] = act.spoken;
  const steps: Step[] = [{ part: 'first', kind: 'clips', clips: ['chime'] }];
  const readings = Array.from({ length: act.readings }, (_, at) =>
    at === 0 ? ('first' as const) : ('second' as const),
  );
  for (const part of own === undefined ? [] : readings) {
    if (part === 'second') steps.push(pause(part, READING_GAP_MS));
    own?.calls.forEach((clips, at) => {
      if (at > 0) steps.push(pause(part, CALL_GAP_MS));
      steps.push({ part, kind: 'clips', clips: at === 0 ? [...own.opening, ...clips] : clips });
    });
  }
  for (const { opening, calls } of others)
    steps.push(pause('other', READING_GAP_MS), {
      part: 'other',
      kind: 'clips',
      clips: [...opening, ...calls.flat()],
    });
  // So that the next chime does not fall into the last word.
  return [...steps, pause('first', READING_GAP_MS)];
}

const pause = (part: Step['part'], ms: number): Step => ({ part, kind: 'pause', ms });

/** What the voice needs of a call: a counter without a spoken number is spelled by its code. */
export function spokenCall(call: StagedCall): Call {
  return { number: call.number, counter: call.spokenNumber ?? call.counter };
}

/** The queue after an event, and what is to be done about it. */
export function advance(state: QueueState, event: QueueEvent, around: QueueSurroundings): Transition {
  switch (event.kind) {
    case 'act':
      return follow(state, event.act, around);
    case 'audible':
      return { state: { ...state, audible: event.audible }, effects: [] };
    case 'step-over':
      return stepOver(state, around);
  }
}

function follow(state: QueueState, act: StageAct | null, around: QueueSurroundings): Transition {
  if (act === null) return { state: { ...state, next: null }, effects: [] };
  const startMs = Date.parse(act.startsAt);
  if (state.begun?.sequence === act.sequence && state.begun.atMs === startMs)
    return { state: { ...state, steps: cutTo(act, state.steps) }, effects: [] };
  // Older than what was begun: a view that arrived late.
  if (state.begun !== null && startMs <= state.begun.atMs) return { state, effects: [] };
  if (state.steps !== null) return { state: { ...state, next: act }, effects: [] };
  return begin(state, act, around);
}

/** What remains to be spoken after the hall has shortened the announcement; the running step is never cut. */
function cutTo(act: StageAct, steps: readonly Step[] | null): readonly Step[] | null {
  if (steps === null) return null;
  const stays = ({ part }: Step) =>
    part === 'first' ||
    (part === 'second' && act.readings > 1) ||
    (part === 'other' && act.spoken.length > 1);
  const [running, ...rest] = steps;
  return running === undefined ? null : [running, ...rest.filter(stays)];
}

function begin(state: QueueState, act: StageAct, around: QueueSurroundings): Transition {
  // Not begun: after the tap that opens the sound it can still be said.
  if (!around.muted && !state.audible) return { state, effects: [] };
  const startMs = Date.parse(act.startsAt);
  const endMs = Date.parse(act.endsAt);
  const mark: Mark = { sequence: act.sequence, atMs: startMs };
  const lateMs = around.nowMs - startMs;
  const quiet: QueueState = { ...state, begun: mark, next: null, steps: null };
  // Past its half there is no time left to say it before the next one.
  if (lateMs > (endMs - startMs) / 2) return { state: quiet, effects: [{ kind: 'keep', mark }] };
  const heard = lateMs > LATE_MS ? { ...act, readings: 1, spoken: act.spoken.slice(0, 1) } : act;
  const steps = around.muted ? null : stepsOf(heard);
  const voice: Voice = { language: 'vi', dialect: around.settings.dialect };
  const effects: QueueEffect[] = [{ kind: 'keep', mark }];
  for (const call of act.calls)
    effects.push({
      kind: 'announce',
      call,
      text: announcementText(spokenCall(call), voice),
      spoken: steps !== null,
    });
  const first = steps?.[0];
  if (first !== undefined) effects.push({ kind: 'run', step: first });
  return { state: { ...quiet, steps }, effects };
}

function stepOver(state: QueueState, around: QueueSurroundings): Transition {
  if (state.steps === null) return { state, effects: [] };
  const [, ...rest] = state.steps;
  const next = rest[0];
  if (next !== undefined) return { state: { ...state, steps: rest }, effects: [{ kind: 'run', step: next }] };
  const silent: QueueState = { ...state, steps: null, next: null };
  return state.next === null ? { state: silent, effects: [] } : begin(silent, state.next, around);
}
