import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { staffWords } from '../common/client/staff-language.ts';
import { keys as englishKeys } from '../common/i18n/en/keys.ts';
import { keys } from '../common/i18n/vi/keys.ts';
import type { CounterPerson } from '../common/protocol/rest/session.ts';
import { SignIn } from '../common/ui/sign-in.tsx';
import { machineHeaders, pairingFailed, peopleOfThisCounter, signInByPin } from './paired-counter.ts';
import { say, sayCommon, sayRefusal } from './words.ts';

const sayKeys = staffWords(keys, englishKeys);

/** Sign-in at a counter: by PIN where the machine is paired and somebody has one, else by password. */
export function CounterSignIn(props: { hallName: string; onSignedIn: () => void }): ReactNode {
  const [people, setPeople] = useState<readonly CounterPerson[] | null | undefined>(undefined);
  const [byPassword, setByPassword] = useState(false);
  useEffect(() => {
    let wanted = true;
    void peopleOfThisCounter().then((found) => {
      if (wanted) setPeople(found);
    });
    return () => {
      wanted = false;
    };
  }, []);
  if (people === undefined) return <p className="whole-page">{`${sayCommon('loading')}…`}</p>;
  const some = people ?? [];
  if (byPassword || some.length === 0)
    return (
      <div className="sign-in-ways">
        {pairingFailed() ? (
          <p className="problem" role="alert">
            {sayKeys('pairingFailed')}
          </p>
        ) : null}
        <SignIn title={say('title')} {...props} headers={machineHeaders()} />
        {some.length === 0 ? null : (
          <button type="button" className="quiet" onClick={() => setByPassword(false)}>
            {sayKeys('byPin')}
          </button>
        )}
      </div>
    );
  return <PinSignIn {...props} people={some} onPassword={() => setByPassword(true)} />;
}

function PinSignIn({
  hallName,
  people,
  onSignedIn,
  onPassword,
}: {
  hallName: string;
  people: readonly CounterPerson[];
  onSignedIn: () => void;
  onPassword: () => void;
}): ReactNode {
  const [person, setPerson] = useState<CounterPerson | null>(
    people.length === 1 ? (people[0] ?? null) : null,
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [pin, setPin] = useState('');
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    if (person === null) return;
    setBusy(true);
    const answer = await signInByPin(person.username, pin);
    setBusy(false);
    setPin('');
    if (answer.ok) onSignedIn();
    else setProblem(sayRefusal(answer.code));
  };
  const choose = (chosen: CounterPerson | null) => {
    setPerson(chosen);
    setProblem(null);
    setPin('');
  };
  return (
    <main className="whole-page">
      <form className="card sign-in" onSubmit={(event) => void enter(event)}>
        <p className="hall-name">{hallName}</p>
        <h1>{person === null ? sayKeys('who') : say('title')}</h1>
        {person === null ? (
          <ul className="pin-people">
            {people.map((each) => (
              <li key={each.username}>
                <button type="button" className="act" onClick={() => choose(each)}>
                  {each.displayName}
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <>
            <label>
              {sayKeys('pinOf', { name: person.displayName })}
              <input
                key={person.username}
                // The page asks for this one thing.
                ref={(input) => input?.focus()}
                className="pin-input"
                type="password"
                inputMode="numeric"
                autoComplete="off"
                pattern="[0-9]{4,8}"
                maxLength={8}
                required
                value={pin}
                onChange={(event) => setPin(event.target.value)}
              />
            </label>
            <button type="submit" className="main-act" disabled={busy}>
              {sayKeys('enter')}
            </button>
          </>
        )}
        {problem === null ? null : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="pin-ways">
          {person === null || people.length === 1 ? null : (
            <button type="button" className="quiet" onClick={() => choose(null)}>
              {sayKeys('otherPerson')}
            </button>
          )}
          <button type="button" className="quiet" onClick={onPassword}>
            {sayKeys('byPassword')}
          </button>
        </div>
      </form>
    </main>
  );
}
