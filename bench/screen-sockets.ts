import WebSocket from 'ws';

/** Sockets that are open, and who is told of their messages. */
export interface Listening {
  readonly sockets: readonly WebSocket[];
  /** Set during a round: told each message with the time it came. */
  take: (text: string, atMs: number, socket: number) => void;
}

/**
 * Opens so many WebSockets.
 * @param hello what a socket of socket.io says first; null: a bare one
 */
export async function listen(
  count: number,
  url: (at: number) => string,
  hello: (at: number) => string | null,
) {
  const listening: Listening = { sockets: [], take: () => {} };
  const open = (at: number) =>
    new Promise<WebSocket>((resolve, reject) => {
      const socket = new WebSocket(url(at), { perMessageDeflate: false });
      socket.on('error', reject);
      socket.on('open', () => {
        if (hello(at) === null) resolve(socket);
      });
      socket.on('message', (data) => {
        const atMs = performance.now();
        const text = String(data);
        const first = hello(at);
        if (first !== null && text.startsWith('0')) socket.send(first);
        else if (first !== null && text.startsWith('40')) resolve(socket);
        else if (first !== null && text === '2') socket.send('3');
        else if (first !== null && text.startsWith('44')) reject(new Error(text));
        else listening.take(text, atMs, at);
      });
    });
  const sockets: WebSocket[] = [];
  for (let at = 0; at < count; at += 1) sockets.push(await open(at));
  return Object.assign(listening, { sockets });
}
