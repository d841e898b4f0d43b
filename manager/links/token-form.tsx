import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { SCOPES, type Scope } from '../../common/protocol/links.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { sayLink } from '../words.ts';
import { ChoicesForm } from './choices-form.tsx';

const YEAR_MS = 365 * 86_400_000;
const inAYear = () => new Date(Date.now() + YEAR_MS).toISOString().slice(0, 10);

/** A new token: whose it is, what it may do, and until when; a year unless said otherwise. */
export function TokenForm({
  scopeName,
  onMade,
  onRefused,
}: {
  scopeName: (scope: Scope) => string;
  onMade: (made: { name: string; token: string }) => void;
  onRefused: (text: string) => void;
}): ReactNode {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [lastDay, setLastDay] = useState(inAYear);
  const save = async () => {
    // To the end of that day, here.
    const end = lastDay === '' ? {} : { expiresAt: new Date(`${lastDay}T23:59:59`).toISOString() };
    const answer = await api('POST /tokens', { body: { name, scopes, ...end } });
    if (!answer.ok) return answer.code;
    setName('');
    setScopes([]);
    setLastDay(inAYear());
    onMade(answer.value);
    return null;
  };
  return (
    <ChoicesForm
      legend={sayLink('scopes')}
      choices={SCOPES}
      chosen={scopes}
      nameOf={scopeName}
      noneChosen={sayLink('scopeNone')}
      submit={sayLink('add')}
      onChosen={setScopes}
      onSave={save}
      onRefused={onRefused}
    >
      <label>
        {sayLink('name')}
        <input
          value={name}
          required
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <DayInput label={sayLink('expires')} value={lastDay} onChange={setLastDay} />
    </ChoicesForm>
  );
}
