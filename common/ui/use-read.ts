import { useCallback, useEffect, useState } from 'react';
import { type AddressOf, api, BACKGROUND } from '../client/api.ts';
import { sayRefusal } from '../client/refusal-words.ts';
import type { AnswerOf } from '../protocol/rest/call.ts';
import type { HallApi } from '../protocol/rest/hall-api.ts';

/** Changes that come close together are read once. */
const SETTLE_MS = 150;

/** What a page has read so far. */
export interface Read<T> {
  /** The last answer that came; null: none yet. */
  readonly value: T | null;
  /** Why the latest reading failed, as a sentence; null: it did not. With a value the value is an older one. */
  readonly problem: string | null;
  /** Code of the refusal behind the problem. */
  readonly code: string | null;
  /** No answer and no refusal yet. */
  readonly loading: boolean;
  /** Reads at once. */
  readonly again: () => void;
}

type ReadKey = Extract<keyof HallApi, `GET ${string}`>;

interface ReadOptions {
  /** Reads also so often, without counting as work of whoever is signed in. */
  readonly everyMs?: number;
  /** Reads again when this changes: a part of the live view, a mark of what was written. */
  readonly when?: unknown;
}

type ReadOf<Key extends ReadKey> = AddressOf<Key, HallApi[Key]> & ReadOptions;
type IfNeeded<Value> = object extends Value ? [given?: Value] : [given: Value];

/**
 * Reads a call of the interface and keeps the last value while it reads again: `useRead('GET /fields')`,
 * `useRead('GET /rosters/:id', { params: { id }, everyMs: 5_000 })`. Of null it reads nothing.
 */
export function useRead<Key extends ReadKey>(
  key: Key | null,
  ...[given]: IfNeeded<ReadOf<Key>>
): Read<AnswerOf<HallApi[Key]>> {
  type Answer = AnswerOf<HallApi[Key]>;
  const {
    params,
    query,
    everyMs = 0,
    when,
  } = (given ?? {}) as ReadOptions & {
    readonly params?: object;
    readonly query?: object;
  };
  // The address as text, so that an object written anew at every drawing is no other address.
  const address = JSON.stringify({ params, query });
  const [value, setValue] = useState<Answer | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [seen, setSeen] = useState(when);
  useEffect(() => {
    void turn;
    void seen;
    if (key === null) return;
    let wanted = true;
    const call = api as (
      key: string,
      given: object,
    ) => Promise<{ ok: true; value: Answer } | { ok: false; code: string }>;
    const read = async (headers = {}) => {
      const answer = await call(key, { ...(JSON.parse(address) as object), headers });
      if (!wanted) return;
      if (answer.ok) setValue(answer.value);
      setCode(answer.ok ? null : answer.code);
    };
    void read();
    const timer = everyMs === 0 ? undefined : setInterval(() => void read(BACKGROUND), everyMs);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [key, address, everyMs, turn, seen]);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(when), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [when]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return {
    value,
    problem: code === null ? null : sayRefusal(code),
    code,
    loading: value === null && code === null,
    again,
  };
}
