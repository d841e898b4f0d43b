import type { IncomingMessage } from 'node:http';
import { type Outcome, refused } from '../../../common/protocol/refusals.ts';

export const BODY_LIMIT_BYTES = 1_048_576;

/** `undefined` stands for "no body was sent". */
export type ReadBody = Outcome<unknown>;

const EMPTY: ReadBody = { ok: true, value: undefined };
const TOO_LARGE = refused('payload_too_large', 'that is too much at once');

function parse(text: string): ReadBody {
  if (text === '') return EMPTY;
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refused('invalid_input', 'the body is not JSON');
  }
}

/**
 * Reads a JSON body of at most one megabyte, or so many bytes. Anything else that carries content is refused: a body that is silently
 * dropped would be a command other than the one that was meant.
 */
export function readJson(
  request: IncomingMessage,
  mostBytes = BODY_LIMIT_BYTES,
): Promise<ReadBody> | ReadBody {
  const { headers } = request;
  const length = headers['content-length'];
  if (length === '0' || (length === undefined && headers['transfer-encoding'] === undefined)) return EMPTY;
  if (Number(length) > mostBytes) return TOO_LARGE;
  const type = headers['content-type'] ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    return refused('invalid_input', 'the body must be application/json');
  if (/charset=(?!"?utf-?8)/i.test(type)) return refused('invalid_input', 'the body must be UTF-8');
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity')
    return refused('invalid_input', 'the body must not be compressed');

  return readBytes(request, mostBytes).then((read) => (read.ok ? parse(read.value.toString()) : read));
}

/** Reads a body as it is: a file of at most so many bytes. */
export function readFileBody(request: IncomingMessage, most: number): Promise<Outcome<Buffer>> {
  if (Number(request.headers['content-length']) > most) return Promise.resolve(TOO_LARGE);
  return readBytes(request, most);
}

function readBytes(request: IncomingMessage, most: number): Promise<Outcome<Buffer>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else resolve(TOO_LARGE);
    });
    request.on('end', () => resolve({ ok: true, value: Buffer.concat(chunks) }));
  });
}
