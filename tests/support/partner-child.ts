import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/**
 * A partner's program in a process of its own: HALL_URL TOKEN FIELD DRAWS. It hears webhooks, verifies each over the body
 * as it came, draws tickets with a dossier code each, and asks again under the same key while the hall is away. What it
 * heard and drew is told to its parent.
 */
const [, , hallUrl = '', token = '', field = '', draws = '0'] = process.argv;
let verifier: Webhook | undefined;

const tell = (told: object) => process.send?.(told);

const server = createServer((req, res) => {
  let body = '';
  req.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  req.on('end', () => {
    const headers = req.headers as Record<string, string>;
    try {
      const event = verifier?.verify(body, headers);
      res.writeHead(204).end();
      tell({ kind: 'heard', id: headers['webhook-id'], event });
    } catch {
      res.writeHead(401).end();
      tell({ kind: 'forged' });
    }
  });
});

async function untilAnswered(method: string, path: string, body: object, key: string): Promise<unknown> {
  for (;;)
    try {
      const answer = await fetch(`${hallUrl}/api/v1${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.ok) return await answer.json();
    } catch {
      // The hall is away: it comes back at the same address.
    }
}

process.on('message', (message: { secret?: string; ready?: string }) => {
  if (message.secret !== undefined) {
    verifier = new Webhook(message.secret);
    void drawAll();
  }
  if (message.ready !== undefined)
    void untilAnswered(
      'PUT',
      `/dossiers/${message.ready}`,
      { state: 'ready' },
      `ready-${message.ready}`,
    ).then((dossier) => tell({ kind: 'told', dossier }));
});

async function drawAll(): Promise<void> {
  for (let at = 0; at < Number(draws); at += 1) {
    const dossierCode = `H15.50.05.13-261008-${String(at).padStart(4, '0')}`;
    const drawn = await untilAnswered(
      'POST',
      '/tickets',
      { field, purpose: 'collect', dossierCode, printer: null },
      `don-${at}`,
    );
    tell({ kind: 'drawn', ticket: drawn });
  }
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  tell({ kind: 'ready', url: `http://127.0.0.1:${port}/su-kien` });
});
