import type { Dialect, Voice } from '../common/voice/clip-keys.ts';
import { announcement, announcementText, type Call } from '../common/voice/reading.ts';

/**
 * What is announced, in which order, exactly once. Pure: a transition returns the next state and what is to be
 * done; whoever does it reports back with `step-over`. One step runs at a time, so that two announcements can
 * never sound together, and every step is answered, so that the queue can never stop.
 */

/** A call older than this is not announced after a start or a reconnect: its citizen has long stood up. */
export const FRESH_MS = 90_000;
/** Silence between the readings of one announcement. */
const GAP_MS = 700;

/** One call of the hall, as the voice needs it. */
export interface SpokenCall extends Call {
  /** Position in the hall's log; grows with every call, also with a recall. */
  readonly sequence: number;
  /** When it was called, epoch ms by the hall's clock. */
  readonly atMs: number;
  readonly counterLabel: string;
}

/** How far the voice has come; kept over a reload. */
export interface Mark {
  readonly sequence: number;
  readonly atMs: number;
}

/** How this screen speaks. */
export interface VoiceSettings {
  readonly dialect: Dialect;
  /** Reads in English after the Vietnamese. */
  readonly english: boolean;
}

/** A clip of a voice pack, or the chime. */
export type Clip =
  | { readonly pack: 'chime' }
  | { readonly pack: 'vi-south' | 'vi-north' | 'en'; readonly key: string };

export type Step =
  | { readonly kind: 'clips'; readonly clips: readonly Clip[] }
  | { readonly kind: 'pause'; readonly ms: number };

export interface QueueState {
  /** The newest call that was taken in, announced or not. */
  readonly admitted: Mark | null;
  readonly waiting: readonly SpokenCall[];
  /** What remains of the announcement under way; its first step is running. Null: silence. */
  readonly steps: readonly Step[] | null;
  /** False until the browser lets the page make a sound. */
  readonly audible: boolean;
}

export type QueueEvent =
  /** The calls that the screen knows now, in any order; those taken in before are passed over. */
  | { readonly kind: 'calls'; readonly calls: readonly SpokenCall[] }
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
  /** The announcement begins: tell it in words too. `spoken` is false where the screen is muted. */
  | { readonly kind: 'announce'; readonly call: SpokenCall; readonly text: string; readonly spoken: boolean }
  /** Keep this over a reload. */
  | { readonly kind: 'keep'; readonly mark: Mark };

export interface Transition {
  readonly state: QueueState;
  readonly effects: readonly QueueEffect[];
}

/** A queue as a page starts it. `kept` is the mark of the last announcement before; null on the first start ever. */
export function startQueue(kept: Mark | null, audible: boolean): QueueState {
  return { admitted: kept, waiting: [], steps: null, audible };
}

/** The whole announcement: chime, twice in Vietnamese with a gap, then English if the hall wants it. */
export function stepsOf(call: Call, settings: VoiceSettings): Step[] {
  const vietnamese = clipsOf(call, { language: 'vi', dialect: settings.dialect });
  const steps: Step[] = [
    { kind: 'clips', clips: [{ pack: 'chime' }] },
    { kind: 'clips', clips: vietnamese },
    { kind: 'pause', ms: GAP_MS },
    { kind: 'clips', clips: vietnamese },
  ];
  if (settings.english) {
    steps.push({ kind: 'pause', ms: GAP_MS });
    steps.push({ kind: 'clips', clips: clipsOf(call, { language: 'en', dialect: settings.dialect }) });
  }
  // So that the next chime does not fall into the last word.
  steps.push({ kind: 'pause', ms: GAP_MS });
  return steps;
}

function clipsOf(call: Call, voice: Voice): Clip[] {
  const pack = voice.language === 'en' ? 'en' : voice.dialect === 'north' ? 'vi-north' : 'vi-south';
  return announcement(call, voice).map((key) => ({ pack, key }));
}

/** The queue after an event, and what is to be done about it. */
export function advance(state: QueueState, event: QueueEvent, around: QueueSurroundings): Transition {
  switch (event.kind) {
    case 'calls':
      return goOn(takeIn(state, event.calls, around.nowMs), around);
    case 'audible':
      return goOn(withSound(state, event.audible, around.nowMs), around);
    case 'step-over': {
      if (state.steps === null) return { state, effects: [] };
      const [, ...rest] = state.steps;
      const next = rest[0];
      if (next === undefined) return goOn({ ...state, steps: null }, around);
      return { state: { ...state, steps: rest }, effects: [{ kind: 'run', step: next }] };
    }
  }
}

function takeIn(state: QueueState, calls: readonly SpokenCall[], nowMs: number): QueueState {
  const newest = calls.reduce<SpokenCall | null>(
    (found, call) => (found === null || call.sequence > found.sequence ? call : found),
    null,
  );
  if (newest === null) return state;
  const { admitted } = state;
  // A log that was begun anew counts from one again: its calls are lower in number but later in time.
  const begunAnew = admitted !== null && newest.sequence < admitted.sequence && newest.atMs > admitted.atMs;
  const isNew = (call: SpokenCall): boolean => {
    if (admitted === null) return true;
    return begunAnew ? call.atMs > admitted.atMs : call.sequence > admitted.sequence;
  };
  if (!isNew(newest)) return state;
  const fresh = calls
    .filter((call) => isNew(call) && nowMs - call.atMs < FRESH_MS)
    .sort((a, b) => a.sequence - b.sequence);
  return { ...state, admitted: markOf(newest), waiting: [...state.waiting, ...fresh] };
}

function withSound(state: QueueState, audible: boolean, nowMs: number): QueueState {
  if (audible === state.audible) return state;
  if (!audible) return { ...state, audible };
  // They waited for a tap, not for their turn: what is old by now is past.
  return { ...state, audible, waiting: state.waiting.filter((call) => nowMs - call.atMs < FRESH_MS) };
}

/** Begins the next announcement if none is under way. Where the screen is muted, the words go on without the voice. */
function goOn(state: QueueState, around: QueueSurroundings): Transition {
  const effects: QueueEffect[] = [];
  let current = state;
  while (current.steps === null) {
    const [call, ...rest] = current.waiting;
    if (call === undefined) break;
    if (!around.muted && !current.audible) break;
    const steps = around.muted ? null : stepsOf(call, around.settings);
    const text = announcementText(call, { language: 'vi', dialect: around.settings.dialect });
    effects.push({ kind: 'keep', mark: markOf(call) });
    effects.push({ kind: 'announce', call, text, spoken: steps !== null });
    const first = steps?.[0];
    if (first !== undefined) effects.push({ kind: 'run', step: first });
    current = { ...current, waiting: rest, steps };
  }
  return { state: current, effects };
}

const markOf = (call: SpokenCall): Mark => ({ sequence: call.sequence, atMs: call.atMs });
