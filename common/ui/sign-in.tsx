import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { api } from '../client/api.ts';
import { sayRefusal } from '../client/refusal-words.ts';
import { staffWords } from '../client/staff-language.ts';
import { counter as englishCounter } from '../i18n/en/counter.ts';
import { counter } from '../i18n/vi/counter.ts';
import { LanguageChoice } from './language-choice.tsx';
import './sign-in.css';

const say = staffWords(counter, englishCounter);

/** The sign-in form; wrong names and passwords are told apart from a lost line and from too many tries. */
export function SignIn({
  title,
  hallName,
  onSignedIn,
  headers = {},
}: {
  title: string;
  hallName: string;
  onSignedIn: () => void;
  /** What a paired machine shows of itself, so that a lock-out elsewhere does not reach it. */
  headers?: Readonly<Record<string, string>>;
}): ReactNode {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  // The page holds nothing else to do.
  useEffect(() => first.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const answer = await api('POST', '/session', { username: username.trim(), password }, headers);
    setBusy(false);
    if (answer.ok) onSignedIn();
    else
      setProblem(
        answer.code === 'unauthenticated' || answer.code === 'invalid_input'
          ? say('wrongSignIn')
          : sayRefusal(answer.code),
      );
  };
  return (
    <main className="whole-page">
      <form className="card sign-in" onSubmit={(event) => void submit(event)}>
        <p className="hall-name">{hallName}</p>
        <h1>{title}</h1>
        <label>
          {say('username')}
          <input
            value={username}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            ref={first}
            onChange={(event) => setUsername(event.target.value)}
          />
        </label>
        <label>
          {say('password')}
          <input
            type="password"
            value={password}
            autoComplete="current-password"
            required
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {problem === null ? null : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="main-act" disabled={busy}>
          {say('signIn')}
        </button>
        <LanguageChoice label={say('language')} />
      </form>
    </main>
  );
}
