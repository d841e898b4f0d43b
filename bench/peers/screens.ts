import { answerParent } from '../child.ts';
import { type Listening, listen } from '../screen-sockets.ts';
import { type Spread, spreadOf } from '../statistics.ts';

/**
 * Displays as the network sees them: bare WebSockets that speak just enough of socket.io. The same sockets listen to the
 * peer, so that both sides pay the same price here.
 */
export interface ScreensOrder {
  readonly hallPort: number;
  readonly tokens: readonly string[];
  readonly staffToken: string;
  readonly counter: string;
  readonly peerPort: number;
  readonly rounds: number;
}

export interface ScreensResult {
  readonly hall: Spread;
  readonly peer: Spread;
  /** Length of a call's message to one display. */
  readonly messageBytes: number;
  /** Calls that did not reach every screen; must be 0. */
  readonly lost: number;
}

const PATIENCE_MS = 5_000;

/**
 * One call: sends, and resolves with how long each screen waited for it. A screen hears more than once of a call (it is
 * called, then announced): only the first word of the newest call counts, once a screen.
 */
function round(
  listening: Listening,
  expected: number,
  callOf: (text: string) => number | null,
  send: () => unknown,
): Promise<{ waits: number[]; bytes: number; call: number | null }> {
  return new Promise((resolve, reject) => {
    const heard = new Map<number, number>();
    let call: number | null = null;
    let bytes = 0;
    const end = () => {
      clearTimeout(timer);
      resolve({ waits: [...heard.values()], bytes, call });
    };
    const timer = setTimeout(end, PATIENCE_MS);
    const beganMs = performance.now();
    listening.take = (text, atMs, screen) => {
      const id = callOf(text);
      if (id === null || heard.has(screen)) return;
      call ??= id;
      if (id !== call) return;
      bytes = Buffer.byteLength(text);
      heard.set(screen, atMs - beganMs);
      if (heard.size === expected) end();
    };
    Promise.resolve(send()).catch(reject);
  });
}

/** The newest call that a message tells of; null: none that is newer than `before`. */
function newestCall(text: string, before: number): number | null {
  const sequences = [...text.matchAll(/"id":"call\/(\d+)"/g)].map(([, sequence]) => Number(sequence));
  const newest = Math.max(...sequences, before);
  return newest > before ? newest : null;
}

async function post(order: ScreensOrder, path: string, body: object, key: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${order.hallPort}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${order.staffToken}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
}

async function measure(order: ScreensOrder): Promise<ScreensResult> {
  const count = order.tokens.length;
  const hall = await listen(
    count,
    () => `ws://127.0.0.1:${order.hallPort}/socket.io/?EIO=4&transport=websocket`,
    (at) => `40${JSON.stringify({ token: order.tokens[at], protocol: 1, wants: 'display' })}`,
  );
  const peer = await listen(
    count + 1,
    () => `ws://127.0.0.1:${order.peerPort}`,
    () => null,
  );
  const caller = peer.sockets[0];
  if (!caller) throw new Error('no caller');
  const waits = { hall: [] as number[], peer: [] as number[] };
  /** Of the call before: later words of it are no news. */
  let last = -1;
  let lost = 0;
  let messageBytes = 0;
  await post(order, `/counters/${order.counter}/open`, {}, 'open');
  for (let at = -3; at < order.rounds; at += 1) {
    const call = await round(
      hall,
      count,
      (text) => newestCall(text, last),
      () => post(order, `/counters/${order.counter}/call-next`, {}, `call-${at}`),
    );
    last = call.call ?? last;
    messageBytes = call.bytes;
    const message = 'x'.repeat(messageBytes);
    const bare = await round(
      peer,
      count,
      (text) => (text.length === message.length ? at : null),
      () => caller.send(message),
    );
    lost += count - call.waits.length + count - bare.waits.length;
    // The first rounds warm both sides up.
    if (at < 0) continue;
    waits.hall.push(...call.waits);
    waits.peer.push(...bare.waits);
  }
  for (const socket of [...hall.sockets, ...peer.sockets]) socket.terminate();
  return { hall: spreadOf(waits.hall), peer: spreadOf(waits.peer), messageBytes, lost };
}

answerParent({ measure });
