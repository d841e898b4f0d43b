import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { DayTree, type Stretch } from './day-tree.ts';

/** What the thread is told at its start. */
export interface SealThreadStart {
  readonly file: string;
}

/** A tree to be built, and the ticket whose way up it is asked for; null: only the root is. */
export interface TreeOrder extends Stretch {
  readonly id: number;
  readonly ticketId: string | null;
}

export interface BuiltTree {
  readonly root: string;
  readonly tickets: number;
  readonly proof: { readonly leaf: string; readonly index: number; readonly path: string[] } | null;
}

export type TreeAnswer =
  | ({ readonly id: number } & BuiltTree)
  | { readonly id: number; readonly fault: string };

const { file } = workerData as SealThreadStart;
const db = new Sqlite(file, { readonly: true });
/** Citizens of one day ask one after another. */
let last: { readonly key: string; readonly tree: DayTree } | undefined;

function treeOf({ after, through }: Stretch): DayTree {
  const key = `${after} ${through}`;
  if (last?.key !== key) last = { key, tree: new DayTree(db, { after, through }) };
  return last.tree;
}

function answer(order: TreeOrder): TreeAnswer {
  try {
    const tree = treeOf(order);
    const proof = order.ticketId === null ? null : tree.proofOf(order.ticketId);
    return { id: order.id, root: tree.root, tickets: tree.tickets, proof };
  } catch (error) {
    return { id: order.id, fault: String(error) };
  }
}

parentPort?.on('message', (order: TreeOrder) => parentPort?.postMessage(answer(order)));
