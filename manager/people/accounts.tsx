import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { PASSWORD_LENGTH, USERNAME_LENGTH, USERNAME_PATTERN } from '../../common/protocol/account-bounds.ts';
import { ROLES, type Role } from '../../common/protocol/primitives.ts';
import type { ListedAccount } from '../../common/protocol/rest/session.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
import { say, sayCommon, sayPeople, sayRefusal, sayRole, saySecurity } from '../words.ts';
import { AccountEditor } from './account-editor.tsx';

const EMPTY = { username: '', displayName: '', role: 'clerk' as Role };

/** Accounts and their roles. */
export function AccountsSection(): ReactNode {
  const read = useRead('GET /accounts');
  const [draft, setDraft] = useState<{ username: string; displayName: string; role: Role }>(EMPTY);
  const [password, setPassword] = useState('');
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const [again, setAgain] = useState('');
  const [edited, setEdited] = useState<ListedAccount | null>(null);
  const add = async () => {
    if (password !== again) {
      setSaid({ bad: true, text: sayPeople('passwordsDiffer') });
      return;
    }
    const answer = await api('POST /accounts', { body: { ...draft, password } });
    setSaid(
      answer.ok ? { bad: false, text: sayCommon('saved') } : { bad: true, text: sayRefusal(answer.code) },
    );
    if (!answer.ok) return;
    setDraft(EMPTY);
    setPassword('');
    setAgain('');
    read.again();
  };
  const deactivate = async (username: string) => {
    const answer = await api('DELETE /accounts/:username', { params: { username } });
    setSaid(answer.ok ? null : { bad: true, text: sayRefusal(answer.code) });
    read.again();
  };
  const dropSecondFactor = async (username: string) => {
    const answer = await api('DELETE /accounts/:username/second-factor', { params: { username } });
    setSaid(
      answer.ok
        ? { bad: false, text: saySecurity('secondDropped') }
        : { bad: true, text: sayRefusal(answer.code) },
    );
    read.again();
  };
  return (
    <>
      <h2>{say('addPerson')}</h2>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <label>
          {say('account')}
          <input
            value={draft.username}
            required
            maxLength={USERNAME_LENGTH}
            pattern={USERNAME_PATTERN}
            title={sayPeople('usernameRule')}
            aria-describedby="account-rules"
            autoCapitalize="none"
            autoComplete="off"
            onChange={(event) => setDraft({ ...draft, username: event.target.value })}
          />
        </label>
        <label>
          {say('displayName')}
          <input
            value={draft.displayName}
            required
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setDraft({ ...draft, displayName: event.target.value })}
          />
        </label>
        <label>
          {say('role')}
          <select
            value={draft.role}
            onChange={(event) =>
              setDraft({ ...draft, role: ROLES.find((each) => each === event.target.value) ?? 'clerk' })
            }
          >
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {sayRole(each)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('password')}
          <input
            type="password"
            value={password}
            required
            minLength={PASSWORD_LENGTH}
            autoComplete="new-password"
            title={say('passwordRule')}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <label>
          {sayPeople('passwordAgain')}
          <input
            type="password"
            value={again}
            required
            autoComplete="new-password"
            onChange={(event) => setAgain(event.target.value)}
          />
        </label>
        <button type="submit" className="act strong">
          {sayCommon('add')}
        </button>
      </form>
      <p className="second" id="account-rules">
        {sayPeople('usernameRule')} {say('passwordRule')}
      </p>
      {said === null ? null : (
        <p className={said.bad ? 'problem' : 'good'} role="status">
          {said.text}
        </p>
      )}
      {read.value === null ? (
        <Missing read={read} />
      ) : (
        <table>
          <thead>
            <tr>
              <th>{say('account')}</th>
              <th>{say('displayName')}</th>
              <th>{say('role')}</th>
              <th>{say('state')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {read.value.accounts.map((each) => (
              <tr key={each.username}>
                <td>{each.username}</td>
                <td>{each.displayName}</td>
                <td>{sayRole(each.role)}</td>
                <td>{say(each.active ? 'active' : 'inactive')}</td>
                <td>
                  <button
                    type="button"
                    className="quiet"
                    aria-label={sayPeople(each.active ? 'accountChange' : 'accountReopen', {
                      name: each.username,
                    })}
                    onClick={() => setEdited(each)}
                  >
                    {each.active ? sayCommon('edit') : sayPeople('reopen')}
                  </button>
                  {each.active && each.hasSecondFactor ? (
                    <Confirmed
                      label={saySecurity('secondDrop')}
                      question={saySecurity('secondDropAsk', { name: each.displayName })}
                      onYes={() => void dropSecondFactor(each.username)}
                    />
                  ) : null}
                  {each.active ? (
                    <Confirmed
                      label={say('deactivate')}
                      question={say('deactivateAsk', { name: each.displayName })}
                      onYes={() => void deactivate(each.username)}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {edited === null ? null : (
        <AccountEditor
          account={edited}
          onSaved={() => {
            setSaid({ bad: false, text: sayCommon('saved') });
            read.again();
          }}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
