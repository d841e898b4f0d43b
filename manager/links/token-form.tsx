import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { SCOPES, type Scope } from '../../common/protocol/links.ts';
import { DayInput } from '../parts/day-input.tsx';
import { sayLink, sayRefusal } from '../words.ts';

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
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (scopes.length === 0) return onRefused(sayLink('scopeNone'));
    setBusy(true);
    // To the end of that day, here.
    const end = lastDay === '' ? {} : { expiresAt: new Date(`${lastDay}T23:59:59`).toISOString() };
    const answer = await api('POST /tokens', { body: { name, scopes, ...end } });
    setBusy(false);
    if (!answer.ok) return onRefused(sayRefusal(answer.code));
    setName('');
    setScopes([]);
    setLastDay(inAYear());
    onMade(answer.value);
  };
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
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
      <fieldset className="choices">
        <legend>{sayLink('scopes')}</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="tick" title={scope}>
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))
              }
            />
            {scopeName(scope)}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="act strong" disabled={busy}>
        {sayLink('add')}
      </button>
    </form>
  );
}
