import { z } from 'zod';
import type { DeepReadonly } from '../immutable.ts';

/** A call of the REST interface: its method and its path below /api/v1, with :names. */
export type CallKey = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** What goes out and comes back in one call. Handlers, pages, tests and the OpenAPI description all read it here. */
export interface RestCall {
  /** Its name in clients that are generated from the description. */
  readonly operationId: string;
  readonly query?: z.ZodType;
  /** Absent, and the call takes no body, unless it takes a file. */
  readonly body?: z.ZodType;
  /** The answer as JSON; absent: it answers with a file alone. */
  readonly response?: z.ZodType;
  /** Status of the answer, 200 where it names none; of several the first is the usual one. */
  readonly status?: 201 | 202 | readonly (200 | 201 | 202)[];
  /** Media types of the files that it answers with, instead of JSON or beside it. */
  readonly files?: readonly string[];
}

export type CallTable = Readonly<Record<CallKey, RestCall>>;

/** What a call answers with when it is not refused. */
export type AnswerOf<Call> = Call extends { readonly response: infer R extends z.ZodType }
  ? DeepReadonly<z.output<R>>
  : undefined;

/** The body as a caller writes it. */
export type BodyOf<Call> = Call extends { readonly body: infer B extends z.ZodType }
  ? DeepReadonly<z.input<B>>
  : undefined;

/** The query as a caller writes it. */
export type QueryOf<Call> = Call extends { readonly query: infer Q extends z.ZodType }
  ? DeepReadonly<z.input<Q>>
  : undefined;

/** The body as a handler reads it. */
export type ReadBodyOf<Call> = Call extends { readonly body: infer B extends z.ZodType }
  ? z.output<B>
  : undefined;

export type ReadQueryOf<Call> = Call extends { readonly query: infer Q extends z.ZodType }
  ? z.output<Q>
  : undefined;

/** The names in a path: "id" and "from" in /procedures/:id/versions/:from. */
export type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** The answer of calls that only tell that it is done. */
export const Done = z.object({ ok: z.literal(true) });
