import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface LoopbackAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Code of the refusal; null: none. */
  readonly code: string | null;
}

export interface LoopbackRequest {
  readonly method?: string;
  readonly path: string;
  /** The client's own address; each of 127.0.0.0/8 is another machine to the hall. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Connections to keep; absent: one for each request. */
  readonly agent?: Agent;
}

/** One request from a chosen loopback address; headers that fetch would not send, Host above all, go out as given. */
export function askFrom(url: string, wanted: LoopbackRequest): Promise<LoopbackAnswer> {
  const { hostname, port } = new URL(url);
  const body = wanted.body === undefined ? undefined : JSON.stringify(wanted.body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: hostname === 'localhost' ? '127.0.0.1' : hostname,
        port,
        method: wanted.method ?? 'GET',
        path: wanted.path,
        agent: wanted.agent ?? false,
        ...(wanted.from === undefined ? {} : { localAddress: wanted.from }),
        headers: {
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          ...wanted.headers,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text,
            code: codeOf(text),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function codeOf(text: string): string | null {
  try {
    const read = JSON.parse(text) as { error?: { code?: string } };
    return read.error?.code ?? null;
  } catch {
    return null;
  }
}
