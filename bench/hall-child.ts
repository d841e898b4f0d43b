import { type Child, startChild } from './child.ts';

/** A hall in a process of its own, and what a client needs to reach it. */
export interface HallChild {
  readonly child: Child;
  readonly url: string;
  readonly port: number;
  /** A session of the administrator. */
  readonly token: string;
  readonly fields: readonly string[];
  readonly counters: readonly string[];
}

/** As `bin/motcua` runs it: short-lived objects have 8 MB and not 16, enough for the answers of a moment. */
export const HALL_FLAGS: readonly string[] = ['--max-semi-space-size=8'];
/** The C library gives back what a snapshot or a thread of a minute took, instead of keeping it for the next. */
export const HALL_MALLOC = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '65536',
} as const;

/** Starts the hall on an empty folder. */
export async function startHallChild(folder: string): Promise<HallChild> {
  const child = await startChild('hall', [folder], { nodeFlags: HALL_FLAGS, env: HALL_MALLOC });
  const where = await child.ask<Omit<HallChild, 'child' | 'port'>>('where');
  return { child, ...where, port: Number(new URL(where.url).port) };
}
