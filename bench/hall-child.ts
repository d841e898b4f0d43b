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

/** Starts the hall on an empty folder. */
export async function startHallChild(folder: string): Promise<HallChild> {
  const child = await startChild('hall', [folder]);
  const where = await child.ask<Omit<HallChild, 'child' | 'port'>>('where');
  return { child, ...where, port: Number(new URL(where.url).port) };
}
