import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from '../child.ts';

/** So long each of them takes to answer. */
const ANSWERS_AFTER_MS = 2_000;

let received = 0;
const server = createServer((req, res) => {
  req.resume();
  req.once('end', () => {
    received += 1;
    setTimeout(() => res.writeHead(204).end(), ANSWERS_AFTER_MS);
  });
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

answerParent(
  {
    port: () => (server.address() as AddressInfo).port,
    received: () => received,
  },
  async () => {
    server.closeAllConnections();
    server.close();
  },
);
