import { answerParent } from '../child.ts';
import { type Listening, listen } from '../screen-sockets.ts';

/** Screens that follow the live view and count what comes. */
export interface BoardOrder {
  readonly hallPort: number;
  readonly displays: readonly string[];
  readonly consoles: readonly string[];
}

/** What came since the last reading, of one kind of screen. */
export interface BoardTraffic {
  readonly patches: number;
  readonly bytes: number;
  readonly largestBytes: number;
}

interface Board {
  readonly listening: Listening;
  patches: number;
  bytes: number;
  largestBytes: number;
}

const boards = new Map<'displays' | 'consoles', Board>();

async function open(order: BoardOrder, kind: 'displays' | 'consoles'): Promise<void> {
  const tokens = order[kind];
  const wants = kind === 'displays' ? { wants: 'display' } : {};
  const listening = await listen(
    tokens.length,
    () => `ws://127.0.0.1:${order.hallPort}/socket.io/?EIO=4&transport=websocket`,
    (at) => `40${JSON.stringify({ token: tokens[at], protocol: 1, ...wants })}`,
  );
  const board: Board = { listening, patches: 0, bytes: 0, largestBytes: 0 };
  listening.take = (text) => {
    // A heartbeat carries no record.
    if (!text.includes('view:patch') || !text.includes('"kind":')) return;
    const bytes = Buffer.byteLength(text);
    board.patches += 1;
    board.bytes += bytes;
    board.largestBytes = Math.max(board.largestBytes, bytes);
  };
  boards.set(kind, board);
}

answerParent({
  open: async (order: BoardOrder) => {
    await open(order, 'displays');
    await open(order, 'consoles');
  },
  /** What came since the last reading. */
  read: (kind: 'displays' | 'consoles'): BoardTraffic => {
    const board = boards.get(kind);
    if (!board) throw new Error('no screens are open');
    const { patches, bytes, largestBytes } = board;
    Object.assign(board, { patches: 0, bytes: 0, largestBytes: 0 });
    return { patches, bytes, largestBytes };
  },
});
