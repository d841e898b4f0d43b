import { useMemo } from 'react';
import { useRead } from '../../common/ui/use-read.ts';
import type { Names } from './cells.ts';

interface Coded {
  readonly code: string;
  readonly name: string;
}

/** What codes of the record are called, as the hall's catalogue has it now. */
export function useNames(): Names {
  const fields = useRead('GET /fields').value;
  const procedures = useRead('GET /procedures').value;
  const counters = useRead('GET /counters').value;
  const agencies = useRead('GET /agencies').value;
  const officers = useRead('GET /officers').value;
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
