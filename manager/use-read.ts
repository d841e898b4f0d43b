import { useCallback, useEffect, useState } from 'react';
import { api, BACKGROUND } from '../common/client/api.ts';
import { sayRefusal } from './words.ts';

/** What a page has read so far. `problem` is a sentence for the reader. */
export interface Read<T> {
  readonly value: T | null;
  readonly problem: string | null;
  /** Code of the refusal behind the problem. */
  readonly code: string | null;
  readonly again: () => void;
}

/** Reads an address of the interface; keeps the last value while it reads again. @param everyMs also again so often */
export function useRead<T>(path: string, everyMs = 0): Read<T> {
  const [value, setValue] = useState<T | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    void turn;
    let wanted = true;
    const read = async (headers = {}) => {
      const answer = await api<T>('GET', path, undefined, headers);
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
  }, [path, everyMs, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { value, problem: code === null ? null : sayRefusal(code), code, again };
}
