import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../common/client/api.ts';
import { PASSWORD_LENGTH } from '../common/protocol/account-bounds.ts';
import { isLanAddress } from '../common/protocol/lan-address.ts';
import type { AnswerOf } from '../common/protocol/rest/call.ts';
import type { HallApi } from '../common/protocol/rest/hall-api.ts';
import { useRead } from '../common/ui/use-read.ts';
import { originForOthers } from './origin-for-others.ts';
import { Missing } from './parts/states.tsx';
import { TrustPanel } from './parts/trust-panel.tsx';
import { say, sayRefusal, sayStart } from './words.ts';

/** What the first administrator signs in with. */
const FIRST_ACCOUNT = 'admin';

/** The set-up token stands behind the # of the printed link, so that it reaches no log. */
function tokenOfLink(): string {
  return decodeURIComponent(globalThis.location.hash.slice(1));
}

/** First run: template, name, administrator; then the addresses of every part of the hall. */
export function SetUpPage(): ReactNode {
  const state = useRead('GET /setup');
  const templates = useRead('GET /templates');
  const [done, setDone] = useState<AnswerOf<HallApi['POST /setup']> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (state.value === null || templates.value === null)
    return (
      <main className="set-up">
        <Missing read={state.value === null ? state : templates} />
      </main>
    );
  if (done !== null) return <Ready done={done} />;
  if (!state.value.needed)
    return (
      <main className="set-up">
        <h1>{say('setupAlready')}</h1>
        <a className="act strong" href="/manager">
          {say('toConsole')}
        </a>
      </main>
    );
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const superiorName = text('superiorName');
    if (given.get('adminPassword') !== given.get('adminPasswordAgain')) {
      setProblem(sayStart('passwordsDiffer'));
      return;
    }
    setBusy(true);
    setProblem(null);
    const answer = await api('POST /setup', {
      body: {
        token: tokenOfLink(),
        template: text('template'),
        hallName: text('hallName'),
        ...(superiorName === '' ? {} : { superiorName }),
        adminPassword: String(given.get('adminPassword') ?? ''),
      },
    });
    setBusy(false);
    if (answer.ok) setDone(answer.value);
    else setProblem(answer.code === 'forbidden' ? say('setupToken') : sayRefusal(answer.code));
  };
  return (
    <main className="set-up">
      <h1>{say('setUpWelcome')}</h1>
      {tokenOfLink() === '' ? (
        <p className="problem" role="alert">
          {say('setupToken')}
        </p>
      ) : null}
      <form className="card set-up-form" onSubmit={(event) => void submit(event)}>
        <fieldset>
          <legend>{say('setUpTemplate')}</legend>
          {templates.value.templates.map((each, index) => (
            <label key={each.id} className="template">
              <input type="radio" name="template" value={each.id} defaultChecked={index === 0} />
              <span>
                <strong>{each.name}</strong>
                <span className="second">
                  {say('fieldsN', { n: each.fields.length, c: each.counters })}: {each.fields.join(', ')}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <label>
          {say('setUpHallName')}
          <input name="hallName" required maxLength={200} defaultValue={state.value.hallName} />
        </label>
        <label>
          {say('setUpSuperior')}
          <input name="superiorName" maxLength={200} />
        </label>
        <p>
          {sayStart('userName')} <code>{FIRST_ACCOUNT}</code>{' '}
          <span className="second">{sayStart('userNameHint')}</span>
        </p>
        <label>
          {say('setUpAdmin')}: {say('password').toLowerCase()}{' '}
          <span className="second">{say('adminPasswordRule')}</span>
          <input
            name="adminPassword"
            type="password"
            required
            minLength={PASSWORD_LENGTH}
            autoComplete="new-password"
          />
        </label>
        <label>
          {sayStart('passwordAgain')}
          <input
            name="adminPasswordAgain"
            type="password"
            required
            minLength={PASSWORD_LENGTH}
            autoComplete="new-password"
          />
        </label>
        {problem === null ? null : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="main-act" disabled={busy}>
          {say('setUpFinish')}
        </button>
      </form>
    </main>
  );
}

function Ready({ done }: { done: AnswerOf<HallApi['POST /setup']> }): ReactNode {
  const reached = useRead('GET /encryption');
  const origin = originForOthers(globalThis.location, reached.value);
  const rows: readonly (readonly [string, string])[] = [
    [say('deviceKiosk'), `/kiosk#pair=${done.kioskCode}`],
    [say('deviceDisplay'), `/display#pair=${done.displayCode}`],
    [say('deviceCounter'), '/counter'],
    [say('title'), '/manager'],
  ];
  return (
    <main className="set-up">
      <h1>{say('setupDone')}</h1>
      <div className="card set-up-form">
        <p>
          {sayStart('signInAs')} <code>{FIRST_ACCOUNT}</code>
        </p>
        <p>{say('setupNext')}</p>
        {origin === null ? <p className="problem">{sayStart('noNetwork')}</p> : null}
        <dl className="addresses">
          {rows.map(([name, path]) => (
            <div key={path}>
              <dt>{name}</dt>
              <dd>
                <a href={path} target="_blank" rel="noreferrer">
                  {origin ?? globalThis.location.origin}
                  {path}
                </a>
              </dd>
            </div>
          ))}
        </dl>
        {isLanAddress(origin ?? '') ? <p className="second">{sayStart('stepPhonesHow')}</p> : null}
        <TrustPanel />
        <a className="main-act" href="/manager/start">
          {sayStart('toSteps')}
        </a>
      </div>
    </main>
  );
}
