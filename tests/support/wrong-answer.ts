import type { GivenAnswer } from '../../server/edges/http/api.ts';

const PLAIN = /^[^;]*/;

/** Where two pieces of JSON differ first: a path, and what is there. */
function difference(sent: unknown, read: unknown, path = ''): string | null {
  if (Object.is(sent, read)) return null;
  if (typeof sent !== 'object' || typeof read !== 'object' || sent === null || read === null)
    return `${path || 'the answer'} is ${JSON.stringify(sent)}`;
  for (const key of new Set([...Object.keys(sent), ...Object.keys(read)])) {
    const at = `${path}/${key}`;
    if (!(key in read)) return `${at} is not in the schema`;
    if (!(key in sent)) return `${at} is missing`;
    const inside = difference(
      (sent as Record<string, unknown>)[key],
      (read as Record<string, unknown>)[key],
      at,
    );
    if (inside !== null) return inside;
  }
  return null;
}

/**
 * What is wrong with an answer, held against the contract of its call: it must be read by its schema, and come out
 * of it as it went in, so that a key that the schema does not name is found too. Null: nothing.
 */
export function wrongAnswer(given: unknown): string | null {
  const { route, reply } = given as GivenAnswer;
  const key = `${route.method.toUpperCase()} ${route.path}`;
  if (reply.raw !== undefined) {
    const type = PLAIN.exec(reply.raw.type)?.[0] ?? '';
    return route.files?.includes(type) ? null : `${key}: a file of the type ${type} is not in the contract`;
  }
  const status = route.status ?? 200;
  if (!(typeof status === 'number' ? [status] : status).includes(reply.status as 200))
    return `${key}: the status ${reply.status} is not in the contract`;
  if (route.response === undefined) return `${key}: it answers with files alone, and sent JSON`;
  const sent: unknown = JSON.parse(JSON.stringify(reply.body ?? {}));
  const read = route.response.safeParse(sent);
  if (!read.success) {
    const [issue] = read.error.issues;
    return `${key}: ${issue?.path.join('/')}: ${issue?.message}`;
  }
  const differs = difference(sent, JSON.parse(JSON.stringify(read.data)));
  return differs === null ? null : `${key}: ${differs}`;
}
