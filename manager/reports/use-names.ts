import { useMemo } from 'react';
import { useRead } from '../use-read.ts';
import type { Names } from './cells.ts';

interface Coded {
  readonly code: string;
  readonly name: string;
}

/** What codes of the record are called, as the hall's catalogue has it now. */
export function useNames(): Names {
  const fields = useRead<{ fields: readonly Coded[] }>('/fields').value;
  const procedures = useRead<{ procedures: readonly Coded[] }>('/procedures').value;
  const counters = useRead<{ counters: readonly { code: string; label: string }[] }>('/counters').value;
  const agencies = useRead<{ agencies: readonly Coded[] }>('/agencies').value;
  const officers = useRead<{ officers: readonly { username: string; displayName: string }[] }>(
    '/officers',
  ).value;
  return useMemo(() => {
    const coded = (all: readonly Coded[] | undefined) => new Map(all?.map((each) => [each.code, each.name]));
    return {
      field: coded(fields?.fields),
      procedure: coded(procedures?.procedures),
      agency: coded(agencies?.agencies),
      counter: new Map(counters?.counters.map((each) => [each.code, each.label])),
      officer: new Map(officers?.officers.map((each) => [each.username, each.displayName])),
    };
  }, [fields, procedures, counters, agencies, officers]);
}
