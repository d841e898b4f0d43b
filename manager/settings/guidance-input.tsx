import type { ReactNode } from 'react';
import { useRead } from '../../common/ui/use-read.ts';
import { say } from '../words.ts';

/** Whose counters guide a citizen who does not know what is needed; by itself the hall takes the shortest line. */
export function GuidanceInput({ value }: { value: string | null }): ReactNode {
  const read = useRead('GET /fields');
  const asked = (read.value?.fields ?? []).filter((field) => field.purposes.includes('ask'));
  const known = asked.some((field) => field.code === value);
  return (
    <label>
      {say('guidanceField')}
      {/* Drawn anew once the fields are read: a default is taken at the first drawing alone. */}
      <select key={asked.length} name="guidanceField" defaultValue={value ?? ''}>
        <option value="">{say('guidanceFieldAuto')}</option>
        {value === null || known ? null : <option value={value}>{value}</option>}
        {asked.map((field) => (
          <option key={field.code} value={field.code}>
            {field.name}
          </option>
        ))}
      </select>
    </label>
  );
}
