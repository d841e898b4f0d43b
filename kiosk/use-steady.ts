import { useEffect, useState } from 'react';

/** A value that follows `value` only after it held for `holdMs`; with nought it follows at once. */
export function useSteady<T>(value: T, holdMs: number): T {
  const [steady, setSteady] = useState(value);
  useEffect(() => {
    if (holdMs === 0) {
      setSteady(value);
      return;
    }
    const timer = setTimeout(() => setSteady(value), holdMs);
    return () => clearTimeout(timer);
  }, [value, holdMs]);
  return steady;
}
