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

/** As `bin/motcua` and `npm start` run it: short-lived objects have 4 MB and not 16, enough for the answers of a moment. */
export const HALL_FLAGS: readonly string[] = ['--max-semi-space-size=4'];

/** Starts the hall on an empty folder. */
export async function startHallChild(folder: string): Promise<HallChild> {
  const child = await startChild('hall', [folder], HALL_FLAGS);
  const where = await child.ask<Omit<HallChild, 'child' | 'port'>>('where');
  return { child, ...where, port: Number(new URL(where.url).port) };
}
