import { useEffect, useState } from 'react';
import { api } from '../common/client/api.ts';

/** Reads an address again whenever `when` changes, at most once in 300 ms; keeps the last answer meanwhile. Of null it reads nothing. */
export function useRead<T>(path: string | null, when: unknown): T | null {
  const [value, setValue] = useState<T | null>(null);
  // biome's exhaustive list: `when` is the reason to read again.
  useEffect(() => {
    void when;
    if (path === null) return;
    let wanted = true;
    const timer = setTimeout(() => {
      void api<T>('GET', path).then((answer) => {
        if (wanted && answer.ok) setValue(answer.value);
      });
    }, 150);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [path, when]);
  return value;
}
