import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { api } from '../client/api.ts';
import { sayRefusal } from '../client/refusal-words.ts';
import { staffWords } from '../client/staff-language.ts';
import { counter as englishCounter } from '../i18n/en/counter.ts';
import { keys as englishKeys } from '../i18n/en/keys.ts';
import { counter } from '../i18n/vi/counter.ts';
import { keys } from '../i18n/vi/keys.ts';
import { LanguageChoice } from './language-choice.tsx';
import './sign-in.css';

const say = staffWords(counter, englishCounter);
const sayKeys = staffWords(keys, englishKeys);

/** The sentence of a refused sign-in; one that is held back says for how long. */
export function whyNot(
  code: Parameters<typeof sayRefusal>[0],
  details: Readonly<Record<string, unknown>> | undefined,
): string {
  if (code === 'unauthenticated' || code === 'invalid_input') return say('wrongSignIn');
  const seconds = details?.retryAfterSeconds;
  if (code !== 'throttled' || typeof seconds !== 'number') return sayRefusal(code);
  return say('signInHeld', { n: Math.ceil(seconds / 60) });
}

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
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  // The page holds nothing else to do.
  useEffect(() => first.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const given = { username: username.trim(), password, ...(code === null ? {} : { code: code.trim() }) };
    const answer = await api('POST /session', { body: given, headers });
    setBusy(false);
    if (answer.ok) onSignedIn();
    else if (answer.code === 'second_factor_required') setCode('');
    else setProblem(whyNot(answer.code, answer.details));
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
        {code === null ? null : (
          <label>
            {sayKeys('code')}
            <input
              value={code}
              inputMode="text"
              autoComplete="one-time-code"
              maxLength={40}
              required
              // The field came up by the step before: it is what is asked for now.
              ref={(field) => {
                if (field !== null && code === '') field.focus();
              }}
              onChange={(event) => setCode(event.target.value)}
            />
            <span className="second">{sayKeys('codeHint')}</span>
          </label>
        )}
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
