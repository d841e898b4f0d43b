import type { Language } from './primitives.ts';

/**
 * What is announced now, and when: one schedule for voice, great rows and panels, made by the hall
 * (server/domain/call-stage.ts). Screens follow it by the hall's clock and decide nothing themselves.
 */

/** A call as it is announced. */
export interface StagedCall {
  /** Its place in the hall's log; grows with every call, also with a recall. */
  readonly sequence: number;
  readonly number: string;
  readonly counter: string;
  readonly counterLabel: string;
  readonly spokenNumber: number | null;
  readonly field: string;
  /** When it was called, ISO. */
  readonly at: string;
  /** 1 for the first call of the ticket. */
  readonly callCount: number;
  /** In which the ticket was drawn; absent: Vietnamese. */
  readonly language?: Language;
}

/** A clip of a voice pack as it is played. */
export interface SpokenClip {
  /** Below /voice: the pack and its file. */
  readonly file: string;
  /** Silence before it. */
  readonly pauseMs: number;
}

/** The calls of an announcement in one language. */
export interface SpokenReading {
  /** Tag of its language, for example "vi". */
  readonly language: string;
  /** What opens it: "Xin mời số thứ tự". */
  readonly opening: readonly SpokenClip[];
  /** Number and counter of each call, in order. */
  readonly calls: readonly (readonly SpokenClip[])[];
}

/** A pack that speaks in a zone. */
export interface SpeakingPack {
  readonly pack: string;
  readonly language: string;
  /** Changes with its clips. */
  readonly revision: string;
}

/** One announcement: a single call read in full, or a few calls merged under one chime. */
export interface StageAct {
  /** Sequence of its first call: no two acts of a zone share it. */
  readonly sequence: number;
  readonly form: 'full' | 'merged';
  /** How often the first of what is spoken is read. */
  readonly readings: number;
  /** What is spoken: the hall's own language first, then each other one once. */
  readonly spoken: readonly SpokenReading[];
  readonly calls: readonly StagedCall[];
  /** ISO, by the hall's clock. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** When each call's words begin, milliseconds after the start, one list a reading. */
  readonly cuesMs: readonly (readonly number[])[];
}

/** The stage of one zone of screens; id "stage/ZONE", where the zone of the whole hall is "hall". */
export interface StageRecord {
  readonly kind: 'stage';
  readonly id: `stage/${string}`;
  readonly zone: string;
  /** Counters whose calls it announces; null: all. */
  readonly counters: readonly string[] | null;
  /** The packs that speak here, in the order in which they are heard. */
  readonly packs: readonly SpeakingPack[];
  readonly act: StageAct | null;
  /** Numbers called and not announced yet, in their order, each with the moment its announcement ends, ISO. */
  readonly waiting: readonly { readonly number: string; readonly counter: string; readonly endsAt: string }[];
}

/** Silence between two readings of an announcement, and behind it before the next chime. */
export const READING_GAP_MS = 700;
/** Silence between the calls that share an announcement. */
export const CALL_GAP_MS = 350;

/** Zone of the screens that show every counter. */
export const WHOLE_HALL = 'hall';
