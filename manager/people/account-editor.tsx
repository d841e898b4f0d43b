import type { ReactNode } from 'react';
import { api } from '../../common/client/api.ts';
import { PASSWORD_LENGTH } from '../../common/protocol/account-bounds.ts';
import { ROLES } from '../../common/protocol/primitives.ts';
import type { ListedAccount } from '../../common/protocol/rest/session.ts';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { TextInput } from '../parts/inputs.tsx';
import { say, sayPeople, sayRefusal, sayRole } from '../words.ts';

/** Changes one account. Another role is asked about by name; an account out of use comes back by the same form. */
export function AccountEditor({
  account,
  onSaved,
  onClose,
}: {
  account: ListedAccount;
  onSaved: () => void;
  onClose: () => void;
}): ReactNode {
  const save = async (given: FormReader) => {
    const role = ROLES.find((each) => each === given.text('role')) ?? account.role;
    const displayName = given.text('displayName');
    const password = given.secret('password');
    if (password !== given.secret('passwordAgain')) return sayPeople('passwordsDiffer');
    if (role !== account.role && !globalThis.confirm(roleQuestion(account, sayRole(role))))
      return sayPeople('roleKept', { role: sayRole(account.role) });
    const answer = await api('PUT /accounts/:username', {
      params: { username: account.username },
      body: {
        displayName,
        role,
        ...(role === account.role ? {} : { insteadOf: account.role }),
        ...(password === '' ? {} : { password }),
        ...(account.active ? {} : { reopen: true }),
      },
    });
    if (!answer.ok) return sayRefusal(answer.code);
    onSaved();
    return null;
  };
  return (
    <Editor
      title={sayPeople(account.active ? 'accountChange' : 'accountReopen', { name: account.username })}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        label={say('displayName')}
        name="displayName"
        value={account.displayName}
        max={120}
        required
      />
      <label>
        {say('role')}
        <select name="role" defaultValue={account.role}>
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {sayRole(each)}
            </option>
          ))}
        </select>
      </label>
      <PasswordInput name="password" label={sayPeople('passwordNew')} />
      <PasswordInput name="passwordAgain" label={sayPeople('passwordAgain')} />
    </Editor>
  );
}

function PasswordInput({ name, label }: { name: string; label: string }): ReactNode {
  return (
    <label>
      {label}
      <input
        name={name}
        type="password"
        minLength={PASSWORD_LENGTH}
        maxLength={200}
        autoComplete="new-password"
      />
    </label>
  );
}

function roleQuestion({ displayName, role, counterLabel }: ListedAccount, next: string): string {
  const asked = sayPeople('roleAsk', { name: displayName, before: sayRole(role), after: next });
  return counterLabel === null
    ? asked
    : `${asked} ${sayPeople('roleAskAtCounter', { counter: counterLabel })}`;
}
