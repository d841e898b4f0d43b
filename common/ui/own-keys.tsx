import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { api } from '../client/api.ts';
import { sayRefusal } from '../client/refusal-words.ts';
import { staffWords } from '../client/staff-language.ts';
import { common as englishCommon } from '../i18n/en/common.ts';
import { keys as englishKeys } from '../i18n/en/keys.ts';
import { common } from '../i18n/vi/common.ts';
import { keys } from '../i18n/vi/keys.ts';
import { PASSWORD_LENGTH, PIN_ROLES } from '../protocol/account-bounds.ts';
import type { Role } from '../protocol/primitives.ts';
import { SecondFactorForm } from './second-factor-form.tsx';
import './own-keys.css';

const say = staffWords(keys, englishKeys);
const sayCommon = staffWords(common, englishCommon);

interface Said {
  readonly bad: boolean;
  readonly text: string;
}

/** Opens the dialog in which a person changes the own password and, where the role has one, the PIN. */
export function OwnKeysButton({ role }: { role: Role }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="quiet" onClick={() => setOpen(true)}>
        {say(PIN_ROLES.includes(role) ? 'open' : 'openPassword')}
      </button>
      {open ? <OwnKeys role={role} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function OwnKeys({ role, onClose }: { role: Role; onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    shown?.querySelector<HTMLElement>('input')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="own-keys"
      aria-label={say(PIN_ROLES.includes(role) ? 'open' : 'openPassword')}
      onClose={onClose}
      // What is typed here is for this dialog: the desk's keys rest.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <PasswordForm />
      {PIN_ROLES.includes(role) ? <PinForm /> : null}
      {role === 'admin' ? <SecondFactorForm /> : null}
      <button type="button" className="quiet" onClick={onClose}>
        {sayCommon('close')}
      </button>
    </dialog>
  );
}

function Key({ label, name, complete }: { label: string; name: string; complete: string }): ReactNode {
  return (
    <label>
      {label}
      <input type="password" name={name} autoComplete={complete} maxLength={200} required />
    </label>
  );
}

function Told({ said }: { said: Said | null }): ReactNode {
  return (
    <p className={said?.bad ? 'problem' : 'good'} role="status">
      {said?.text}
    </p>
  );
}

function PasswordForm(): ReactNode {
  const title = useId();
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const [password, newPassword] = [String(given.get('present')), String(given.get('fresh'))];
    if (newPassword !== given.get('again')) return setSaid({ bad: true, text: say('differs') });
    if (newPassword === password || newPassword.length < PASSWORD_LENGTH)
      return setSaid({ bad: true, text: say('same') });
    setBusy(true);
    const answer = await api('PUT /me/password', { body: { password, newPassword } });
    setBusy(false);
    if (answer.ok) form.reset();
    setSaid(
      answer.ok ? { bad: false, text: say('passwordChanged') } : { bad: true, text: sayRefusal(answer.code) },
    );
  };
  return (
    <form aria-labelledby={title} onSubmit={(event) => void change(event)}>
      <h2 id={title}>{say('changePassword')}</h2>
      <Key label={say('present')} name="present" complete="current-password" />
      <Key label={say('fresh')} name="fresh" complete="new-password" />
      <Key label={say('again')} name="again" complete="new-password" />
      <p className="rule">{say('passwordRule')}</p>
      <Told said={said} />
      <div className="key-acts">
        <button type="submit" className="act strong" disabled={busy}>
          {say('changePassword')}
        </button>
      </div>
    </form>
  );
}

function PinForm(): ReactNode {
  const title = useId();
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);
  const set = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    setBusy(true);
    const answer = await api('PUT /me/pin', {
      body: {
        password: String(given.get('password')),
        pin: String(given.get('pin')),
      },
    });
    setBusy(false);
    if (answer.ok) form.reset();
    const bad = !answer.ok && answer.code === 'invalid_input' ? say('pinEasy') : null;
    setSaid(
      answer.ok ? { bad: false, text: say('pinDone') } : { bad: true, text: bad ?? sayRefusal(answer.code) },
    );
  };
  const remove = async () => {
    const answer = await api('DELETE /me/pin');
    const none = !answer.ok && answer.code === 'not_found' ? say('pinNone') : null;
    setSaid(
      answer.ok ? { bad: false, text: say('pinGone') } : { bad: true, text: none ?? sayRefusal(answer.code) },
    );
  };
  return (
    <form aria-labelledby={title} onSubmit={(event) => void set(event)}>
      <h2 id={title}>{say('pin')}</h2>
      <Key label={say('present')} name="password" complete="current-password" />
      <label>
        {say('pinNew')}
        <input
          type="password"
          name="pin"
          inputMode="numeric"
          pattern="[0-9]{4,8}"
          maxLength={8}
          autoComplete="off"
          required
        />
      </label>
      <p className="rule">{say('pinRule')}</p>
      <Told said={said} />
      <div className="key-acts">
        <button type="submit" className="act strong" disabled={busy}>
          {say('pinSet')}
        </button>
        <button type="button" className="quiet danger" onClick={() => void remove()}>
          {say('pinRemove')}
        </button>
      </div>
    </form>
  );
}
