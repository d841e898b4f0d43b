import { type FormEvent, type ReactNode, useState } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { Emblem } from '../common/ui/emblem.tsx';
import { say } from './words.ts';

/** A screen that no member of staff has paired yet: it takes the code from the Devices page. */
export function PairingPage({ connection }: { connection: HallConnection }): ReactNode {
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<'pairFailed' | 'pairOffline' | null>(null);

  async function pair(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const claimed = await connection.pair(code);
    setBusy(false);
    if (!claimed.ok) setFault(claimed.code === 'offline' ? 'pairOffline' : 'pairFailed');
  }

  return (
    <main className="single">
      <Emblem size="14vh" />
      <h1>{say('pairTitle')}</h1>
      <p>{say('notPaired')}</p>
      <form className="pair-form" onSubmit={(event) => void pair(event)}>
        <label htmlFor="code">{say('pairCode')}</label>
        <input
          id="code"
          value={code}
          onChange={(event) => setCode(event.target.value.toUpperCase())}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          required
          aria-describedby="fault"
        />
        <button type="submit" disabled={busy || code.trim() === ''}>
          {say('pairSubmit')}
        </button>
      </form>
      <p id="fault" className="pair-fault" role="alert">
        {fault === null ? '' : say(fault)}
      </p>
    </main>
  );
}

/** Before the first word from the server: no queue is shown, least of all an empty one. */
export function ConnectingPage(): ReactNode {
  return (
    <main className="single">
      <Emblem size="18vh" />
      <h1 role="status">{say('connecting')}</h1>
    </main>
  );
}
