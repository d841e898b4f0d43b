import {
  CALL_GAP_MS,
  READING_GAP_MS,
  type SpeakingPack,
  type SpokenClip,
  type SpokenReading,
  type StageAct,
  type StagedCall,
  type StageRecord,
} from '../../common/protocol/stage.ts';

/**
 * The call director: puts calls on the stage of one zone, one announcement after another. Pure: the moment and the
 * lengths of what is spoken are handed in. A lone call is read in full; calls that pile up share an announcement
 * [STAGE2], and a counter's newest call takes the place of one that it has overtaken [STAGE3].
 */

/** A call read in one language. */
export interface CallReading {
  readonly language: string;
  /** What opens an announcement, and how long it takes. */
  readonly opening: readonly SpokenClip[];
  readonly openingMs: number;
  /** Number and counter, and how long they take. */
  readonly clips: readonly SpokenClip[];
  readonly clipsMs: number;
}

/** The voices of a zone. */
export interface StageVoices {
  readonly chimeMs: number;
  /** The packs that speak. */
  readonly packs: readonly SpeakingPack[];
  /** A call in each language that is spoken, the hall's own first. */
  readonly read: (call: StagedCall) => readonly CallReading[];
}

/** The stage of one zone: what is announced and what waits for it. */
export interface Stage {
  readonly act: StageAct | null;
  readonly waiting: readonly StagedCall[];
}

/** What a step of the director looks at. */
export interface StageSurroundings {
  readonly nowMs: number;
  readonly voices: StageVoices;
  /** Whether the ticket is still the one called to that counter. */
  readonly stillCalled: (call: StagedCall) => boolean;
}

/** A number stands great for so long at least [STAGE1]. */
export const GREAT_MS = 10_000;
/** So many calls share an announcement at most: as many as stand great together. */
const MERGED_CALLS = 3;
/** With so many waiting, what is being read in full is read only once. */
const SHORTEN_FROM = 2;

export const EMPTY_STAGE: Stage = { act: null, waiting: [] };

const msOf = (iso: string): number => Date.parse(iso);
const isoOf = (ms: number): string => new Date(ms).toISOString();

/**
 * The stage after new calls, in their order, and up to this moment: what is over leaves, what waits comes on. Calls of
 * one commit give the same as calls one after another, so that a replay comes to the same announcements.
 */
export function advanceStage(stage: Stage, calls: readonly StagedCall[], around: StageSurroundings): Stage {
  return calls.reduce((sofar, call) => step(takeIn(sofar, call), around), step(stage, around));
}

function step(stage: Stage, around: StageSurroundings): Stage {
  const isOver = stage.act !== null && msOf(stage.act.endsAt) <= around.nowMs;
  const current = isOver ? { ...stage, act: null } : stage;
  if (current.act !== null) return shortened(current, around);
  const waiting = current.waiting.filter(around.stillCalled);
  return waiting.length === 0 ? EMPTY_STAGE : begin(waiting, around.nowMs, around.voices);
}

/**
 * The stage as it stands now when these calls came in at their own moments, oldest first. After a restart it goes on
 * with the announcement that was under way and repeats none.
 */
export function replayStage(calls: readonly StagedCall[], around: StageSurroundings): Stage {
  const forward = (stage: Stage, untilMs: number): Stage => {
    let next = stage;
    while (next.act !== null && msOf(next.act.endsAt) <= untilMs)
      next = advanceStage(next, [], { ...around, nowMs: msOf(next.act.endsAt) });
    return next;
  };
  const came = calls.reduce((stage, call) => {
    const atMs = Math.min(msOf(call.at), around.nowMs);
    return advanceStage(forward(stage, atMs), [call], { ...around, nowMs: atMs });
  }, EMPTY_STAGE);
  return forward(came, around.nowMs);
}

/** Puts a call in line. The newest call of a counter replaces one of it that waits still. */
function takeIn(stage: Stage, call: StagedCall): Stage {
  const known = stage.act?.calls.some((each) => each.sequence === call.sequence) ?? false;
  if (known || stage.waiting.some((each) => each.sequence >= call.sequence)) return stage;
  const overtaken = stage.waiting.findIndex((each) => each.counter === call.counter);
  if (overtaken < 0) return { ...stage, waiting: [...stage.waiting, call] };
  // In the place of the other: whoever waited longest for the stage keeps the turn.
  return { ...stage, waiting: stage.waiting.with(overtaken, call) };
}

/** Begins the next announcement from what waits. */
function begin(waiting: readonly StagedCall[], nowMs: number, voices: StageVoices): Stage {
  const [first, second] = waiting;
  if (first === undefined) return EMPTY_STAGE;
  if (second === undefined) return { act: fullAct(first, nowMs, voices, 2, true), waiting: [] };
  const calls = waiting.slice(0, MERGED_CALLS);
  return { act: mergedAct(calls, nowMs, voices), waiting: waiting.slice(MERGED_CALLS) };
}

function fullAct(
  call: StagedCall,
  startMs: number,
  voices: StageVoices,
  readings: number,
  inEachLanguage: boolean,
): StageAct {
  const read = voices.read(call);
  const heard = inEachLanguage ? read : read.slice(0, 1);
  const [onceMs = 0, ...others] = heard.map(({ openingMs, clipsMs }) => openingMs + clipsMs);
  const cuesMs = Array.from({ length: readings }, (_, reading) => [
    voices.chimeMs + reading * (onceMs + READING_GAP_MS),
  ]);
  const othersMs = others.reduce((sum, lengthMs) => sum + lengthMs + READING_GAP_MS, 0);
  const spokenMs = voices.chimeMs + readings * (onceMs + READING_GAP_MS) + othersMs;
  return {
    sequence: call.sequence,
    form: 'full',
    readings,
    spoken: heard.map(
      ({ language, opening, clips }): SpokenReading => ({ language, opening, calls: [clips] }),
    ),
    calls: [call],
    startsAt: isoOf(startMs),
    endsAt: isoOf(startMs + Math.max(GREAT_MS, spokenMs)),
    cuesMs,
  };
}

function mergedAct(calls: readonly StagedCall[], startMs: number, voices: StageVoices): StageAct {
  const read = calls.flatMap((call) => voices.read(call).slice(0, 1));
  const [first] = read;
  let atMs = voices.chimeMs + (first?.openingMs ?? 0);
  const cues = calls.map((_, at) => {
    const cueMs = atMs;
    atMs += (read[at]?.clipsMs ?? 0) + CALL_GAP_MS;
    return cueMs;
  });
  return {
    sequence: calls[0]?.sequence ?? 0,
    form: 'merged',
    readings: 1,
    spoken:
      first === undefined
        ? []
        : [{ language: first.language, opening: first.opening, calls: read.map(({ clips }) => clips) }],
    calls,
    startsAt: isoOf(startMs),
    endsAt: isoOf(startMs + Math.max(GREAT_MS, atMs + READING_GAP_MS)),
    cuesMs: [cues],
  };
}

/** Cuts the second reading and the other languages of what is read in full while many wait, unless they are reached already. */
function shortened(stage: Stage, { nowMs, voices }: StageSurroundings): Stage {
  const { act, waiting } = stage;
  const [call] = act?.calls ?? [];
  if (act?.form !== 'full' || call === undefined || waiting.length < SHORTEN_FROM) return stage;
  const startMs = msOf(act.startsAt);
  const readings = act.cuesMs.filter(([cueMs = 0]) => startMs + cueMs <= nowMs).length;
  const shorter = fullAct(call, startMs, voices, Math.max(1, readings), false);
  return msOf(shorter.endsAt) < msOf(act.endsAt) && msOf(shorter.endsAt) > nowMs
    ? { ...stage, act: shorter }
    : stage;
}

/** When the announcement of each waiting call ends, if nobody else is called: epoch ms, in the order of the line. */
export function projectedEnds(stage: Stage, nowMs: number, voices: StageVoices): number[] {
  const ends: number[] = [];
  let waiting = stage.waiting;
  let freeMs = stage.act === null ? nowMs : msOf(stage.act.endsAt);
  while (waiting.length > 0) {
    const next = begin(waiting, freeMs, voices);
    if (next.act === null) break;
    freeMs = msOf(next.act.endsAt);
    for (const _ of next.act.calls) ends.push(freeMs);
    waiting = next.waiting;
  }
  return ends;
}

/** When the announcement of a number at a counter ends, epoch ms; null: it is neither announced nor waits for it. */
export function announcedUntil(
  stage: Stage,
  called: { readonly number: string; readonly counter: string },
  nowMs: number,
  voices: StageVoices,
): number | null {
  const same = (call: StagedCall) => call.number === called.number && call.counter === called.counter;
  const at = stage.waiting.findIndex(same);
  if (at >= 0) return projectedEnds(stage, nowMs, voices)[at] ?? null;
  return stage.act?.calls.some(same) ? msOf(stage.act.endsAt) : null;
}

/**
 * When the announcement of a called number begins, epoch ms, on whichever stage is first; the moment itself where no
 * stage has it: it was announced already [STAGE5].
 */
export function announcedFrom(
  records: readonly StageRecord[],
  called: { readonly number: string; readonly counter: string },
  nowMs: number,
): number {
  const same = (call: { readonly number: string; readonly counter: string }) =>
    call.number === called.number && call.counter === called.counter;
  const begins = records.flatMap(({ act, waiting }) => {
    if (act?.calls.some(same)) return [msOf(act.startsAt)];
    const at = waiting.findIndex(same);
    const own = waiting[at];
    if (own === undefined) return [];
    // It begins when the announcement before its own ends; those merged with it end together.
    const before = waiting.slice(0, at).findLast((each) => each.endsAt < own.endsAt);
    return [before === undefined ? msOf(act?.endsAt ?? isoOf(nowMs)) : msOf(before.endsAt)];
  });
  return begins.length === 0 ? nowMs : Math.min(...begins);
}

/** The stage as screens and desks receive it. */
export function stageRecord(
  zone: string,
  counters: readonly string[] | null,
  stage: Stage,
  nowMs: number,
  voices: StageVoices,
): StageRecord {
  const ends = projectedEnds(stage, nowMs, voices);
  return {
    kind: 'stage',
    id: `stage/${zone}`,
    zone,
    counters,
    packs: voices.packs,
    act: stage.act,
    waiting: stage.waiting.map(({ number, counter }, at) => ({
      number,
      counter,
      endsAt: isoOf(ends[at] ?? nowMs),
    })),
  };
}
