import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { type ApiResult, api } from '../client/api.ts';
import { sayRefusal } from '../client/refusal-words.ts';
import { staffWords } from '../client/staff-language.ts';
import { keys as englishKeys } from '../i18n/en/keys.ts';
import { keys } from '../i18n/vi/keys.ts';
import { QrCode } from './qr.tsx';

const say = staffWords(keys, englishKeys);

type Step =
  | { readonly kind: 'off' }
  | { readonly kind: 'scan'; readonly secret: string; readonly uri: string }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }
  | { readonly kind: 'on' };

/** An administrator turns the second factor on, keeps the recovery codes, or turns it off. */
export function SecondFactorForm(): ReactNode {
  const title = useId();
  const [step, setStep] = useState<Step | null>(null);
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void api('GET /me/second-factor').then((answer) => {
      if (answer.ok) setStep({ kind: answer.value.on ? 'on' : 'off' });
      else setSaid({ bad: true, text: sayRefusal(answer.code) });
    });
  }, []);
  const ask = async <T,>(sent: Promise<ApiResult<T>>): Promise<T | null> => {
    setBusy(true);
    const answer = await sent;
    setBusy(false);
    setSaid(answer.ok ? null : { bad: true, text: sayRefusal(answer.code) });
    return answer.ok ? answer.value : null;
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const [password, code] = [String(given.get('password')), String(given.get('code'))];
    if (step?.kind === 'off') {
      const begun = await ask(api('POST /me/second-factor', { body: { password } }));
      if (begun !== null) setStep({ kind: 'scan', ...begun });
    } else if (step?.kind === 'scan') {
      const confirmed = await ask(api('PUT /me/second-factor', { body: { code } }));
      if (confirmed !== null) setStep({ kind: 'codes', codes: confirmed.recoveryCodes });
    } else {
      const removed = await ask(api('DELETE /me/second-factor', { body: { password, code } }));
      if (removed === null) return;
      setStep({ kind: 'off' });
      setSaid({ bad: false, text: say('secondGone') });
    }
    form.reset();
  };
  if (step === null) return <p className={said?.bad ? 'problem' : 'good'}>{said?.text}</p>;
  const act = {
    off: 'secondBegin',
    scan: 'secondConfirm',
    on: 'secondRemove',
    codes: 'secondBegin',
  } as const;
  return (
    <form aria-labelledby={title} onSubmit={(event) => void submit(event)}>
      <h2 id={title}>{say('second')}</h2>
      <p className="rule">{say(step.kind === 'on' ? 'secondOn' : 'secondRule')}</p>
      {step.kind === 'scan' ? (
        <>
          <p>{say('secondScan', { secret: step.secret })}</p>
          <QrCode value={step.uri} title={say('secondQr')} size={180} />
        </>
      ) : null}
      {step.kind === 'codes' ? (
        <>
          <p role="status">{say('secondCodes')}</p>
          <ul className="recovery-codes">
            {step.codes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      ) : null}
      {step.kind === 'off' || step.kind === 'on' ? (
        <label>
          {say('present')}
          <input type="password" name="password" autoComplete="current-password" maxLength={200} required />
        </label>
      ) : null}
      {step.kind === 'scan' || step.kind === 'on' ? (
        <label>
          {say('code')}
          <input name="code" autoComplete="one-time-code" minLength={6} maxLength={40} required />
        </label>
      ) : null}
      <p className={said?.bad ? 'problem' : 'good'} role="status">
        {said?.text}
      </p>
      {step.kind === 'codes' ? null : (
        <div className="key-acts">
          <button type="submit" className="act strong" disabled={busy}>
            {say(act[step.kind])}
          </button>
        </div>
      )}
    </form>
  );
}
