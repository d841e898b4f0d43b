import { type FormEvent, type ReactNode, useCallback, useEffect, useState } from 'react';
import { hubApi } from '../common/client/api.ts';
import { sayRefusal } from '../common/client/refusal-words.ts';
import type { HubHall, HubRole } from '../common/protocol/hub.ts';
import { ScrollBox } from '../common/ui/scroll-box.tsx';
import { Asking } from './asking.tsx';
import { say } from './words.ts';

interface Account {
  readonly username: string;
  readonly displayName: string;
  readonly role: HubRole;
  readonly halls: readonly string[] | null;
}

const EMPTY = {
  username: '',
  displayName: '',
  password: '',
  role: 'viewer' as HubRole,
  halls: [] as string[],
};
const ROLES: readonly HubRole[] = ['admin', 'province', 'viewer'];
const ROLE_WORDS = { admin: 'roleAdmin', province: 'roleProvince', viewer: 'roleViewer' } as const;

function AccountForm({
  halls,
  onDone,
}: {
  halls: readonly HubHall[];
  onDone: (said: { bad: boolean; text: string }) => void;
}): ReactNode {
  const [form, setForm] = useState(EMPTY);
  const put = (part: Partial<typeof EMPTY>) => setForm((before) => ({ ...before, ...part }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { displayName, halls: seen, ...rest } = form;
    const answer = await hubApi('POST /accounts', {
      body: {
        ...rest,
        halls: form.role === 'viewer' ? seen : [],
        ...(displayName.trim() === '' ? {} : { displayName }),
      },
    });
    onDone(
      answer.ok
        ? { bad: false, text: say('accountDone', { name: form.username }) }
        : { bad: true, text: sayRefusal(answer.code) },
    );
    if (answer.ok) setForm(EMPTY);
  };
  return (
    <form className="ask" onSubmit={(event) => void submit(event)}>
      <label>
        {say('username')}
        <input
          required
          maxLength={64}
          autoComplete="off"
          value={form.username}
          onChange={(event) => put({ username: event.target.value })}
        />
      </label>
      <label>
        {say('displayName')}
        <input
          maxLength={120}
          value={form.displayName}
          onChange={(event) => put({ displayName: event.target.value })}
        />
      </label>
      <label>
        {say('password')}
        <input
          type="password"
          required
          minLength={8}
          maxLength={200}
          autoComplete="new-password"
          value={form.password}
          onChange={(event) => put({ password: event.target.value })}
        />
      </label>
      <label>
        {say('role')}
        <select
          value={form.role}
          onChange={(event) => put({ role: ROLES.find((each) => each === event.target.value) ?? 'viewer' })}
        >
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {say(ROLE_WORDS[role])}
            </option>
          ))}
        </select>
      </label>
      {form.role === 'viewer' ? (
        <label>
          {say('seesHalls')}
          <select
            multiple
            required
            size={Math.min(6, Math.max(2, halls.length))}
            value={form.halls}
            onChange={(event) =>
              put({ halls: [...event.target.selectedOptions].map((option) => option.value) })
            }
          >
            {halls.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <button type="submit" className="main-act">
        {say('saveAccount')}
      </button>
    </form>
  );
}

/** Who may look: accounts made, changed under the same name, and taken out of use. */
export function AccountsPage(): ReactNode {
  const [accounts, setAccounts] = useState<readonly Account[] | null>(null);
  const [halls, setHalls] = useState<readonly HubHall[]>([]);
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const look = useCallback(async () => {
    const answer = await hubApi('GET /accounts');
    if (answer.ok) setAccounts(answer.value.accounts);
    else setSaid({ bad: true, text: sayRefusal(answer.code) });
  }, []);
  useEffect(() => {
    void look();
    void hubApi('GET /halls').then((answer) => {
      if (answer.ok) setHalls(answer.value.halls);
    });
  }, [look]);
  const done = (what: { bad: boolean; text: string }) => {
    setSaid(what);
    void look();
  };
  const remove = async (username: string) => {
    const answer = await hubApi('DELETE /accounts/:username', { params: { username } });
    done(
      answer.ok
        ? { bad: false, text: say('accountRemoved', { name: username }) }
        : { bad: true, text: sayRefusal(answer.code) },
    );
  };
  const nameOf = (code: string) => halls.find((hall) => hall.code === code)?.name ?? code;
  return (
    <>
      <h2>{say('accounts')}</h2>
      <AccountForm halls={halls} onDone={done} />
      <p className="second">{say('accountsHint')}</p>
      {said === null ? null : (
        <p className={said.bad ? 'problem' : 'answer'} role="status">
          {said.text}
        </p>
      )}
      {accounts === null ? (
        <p className="empty">{say('loading')}</p>
      ) : (
        <ScrollBox label={say('accounts')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('username')}</th>
                <th scope="col">{say('displayName')}</th>
                <th scope="col">{say('role')}</th>
                <th scope="col">{say('seesHalls')}</th>
                <th scope="col">{say('acts')}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.map(({ username, displayName, role, halls: seen }) => (
                <tr key={username}>
                  <th scope="row">{username}</th>
                  <td>{displayName}</td>
                  <td>{say(ROLE_WORDS[role])}</td>
                  <td>{seen === null ? say('allHalls') : seen.map(nameOf).join(', ')}</td>
                  <td>
                    <Asking
                      word={say('remove')}
                      question={say('removeAsk', { name: username })}
                      act={() => void remove(username)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  );
}
