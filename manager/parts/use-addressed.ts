import { useCallback, useEffect, useState } from 'react';

const inAddress = (name: string) => new URLSearchParams(globalThis.location.search).get(name);

/**
 * A choice of a page that stands in its address, so that it can be sent, kept and gone back to.
 * @param name of the parameter
 * @param first what is chosen where the address says nothing
 */
export function useAddressed(name: string, first: string): readonly [string, (next: string) => void] {
  const [value, setValue] = useState(() => inAddress(name) ?? first);
  useEffect(() => {
    const follow = () => setValue(inAddress(name) ?? first);
    globalThis.addEventListener('popstate', follow);
    return () => globalThis.removeEventListener('popstate', follow);
  }, [name, first]);
  const choose = useCallback(
    (next: string) => {
      setValue(next);
      const address = new URL(globalThis.location.href);
      if (next === first) address.searchParams.delete(name);
      else address.searchParams.set(name, next);
      globalThis.history.replaceState(null, '', address);
    },
    [name, first],
  );
  return [value, choose];
}
