import type { Database } from 'better-sqlite3';
import { leafHash, pathOf, rootOf } from '../../common/seal/merkle-tree.ts';
import { SealedTickets } from '../domain/sealing.ts';
import { eventsBetween } from '../storage/seal-reads.ts';

/** A stretch of the log, after one sequence up to another. */
export interface Stretch {
  readonly after: number;
  readonly through: number;
}

/** The tree over what happened to each ticket in a stretch of the log. */
export class DayTree {
  readonly root: string;
  readonly tickets: number;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly hashes: readonly Uint8Array[];

  constructor(db: Database, { after, through }: Stretch) {
    const tickets = new SealedTickets();
    for (const event of eventsBetween(db, after, through)) tickets.take(event);
    this.texts = tickets.leaves();
    this.hashes = [...this.texts.values()].map(leafHash);
    this.tickets = this.texts.size;
    this.root = rootOf(this.hashes);
  }

  /** A ticket's way up the tree; null where nothing happened to it in the stretch. */
  proofOf(ticketId: string): { leaf: string; index: number; path: string[] } | null {
    const leaf = this.texts.get(ticketId);
    if (leaf === undefined) return null;
    const index = [...this.texts.keys()].indexOf(ticketId);
    return { leaf, index, path: pathOf(this.hashes, index) };
  }
}
