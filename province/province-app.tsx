import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { hubApi } from '../common/client/api.ts';
import type { HubRole } from '../common/protocol/hub.ts';
import { LanguageChoice } from '../common/ui/language-choice.tsx';
import { SignIn } from '../common/ui/sign-in.tsx';
import { AccountsPage } from './accounts.tsx';
import { HallsPage } from './halls.tsx';
import { KeysPage } from './keys.tsx';
import { LooksPage } from './looks.tsx';
import { ReportsPage } from './reports.tsx';
import { SettingsPage } from './settings.tsx';
import { say } from './words.ts';

interface User {
  readonly username: string;
  readonly displayName: string;
  readonly role: HubRole;
}

const PAGES = ['halls', 'reports', 'keys', 'accounts', 'settings', 'looks'] as const;
const OF_ADMIN: ReadonlySet<string> = new Set(['keys', 'accounts', 'settings', 'looks']);
type Page = (typeof PAGES)[number];

const pageNow = (): Page => PAGES.find((each) => globalThis.location.hash === `#${each}`) ?? 'halls';

/** The page of the province: who is signed in, and one of its views by the address. */
export function ProvinceApp(): ReactNode {
  const [user, setUser] = useState<User | null | 'unknown'>('unknown');
  const [page, setPage] = useState(pageNow);
  const signedOut = useCallback(() => setUser(null), []);
  const look = useCallback(async () => {
    const answer = await hubApi('GET /session');
    setUser(answer.ok ? answer.value.user : null);
  }, []);
  useEffect(() => {
    void look();
    const follow = () => setPage(pageNow());
    globalThis.addEventListener('hashchange', follow);
    return () => globalThis.removeEventListener('hashchange', follow);
  }, [look]);
  useEffect(() => {
    document.title = say('title');
  }, []);
  if (user === 'unknown') return <p className="whole-page">{say('loading')}</p>;
  if (user === null) return <SignIn title={say('title')} hallName="" onSignedIn={() => void look()} />;
  const signOut = async () => {
    await hubApi('DELETE /session');
    setUser(null);
  };
  return (
    <>
      <header className="top">
        <h1>{say('title')}</h1>
        <nav aria-label={say('title')}>
          {PAGES.filter((each) => !OF_ADMIN.has(each) || user.role === 'admin').map((each) => (
            <a key={each} href={`#${each}`} aria-current={page === each ? 'page' : undefined}>
              {say(each)}
            </a>
          ))}
        </nav>
        <span className="who">{user.displayName}</span>
        <LanguageChoice label={say('language')} />
        <button type="button" className="quiet" onClick={() => void signOut()}>
          {say('signOut')}
        </button>
      </header>
      <main className="content">
        <View page={user.role !== 'admin' && OF_ADMIN.has(page) ? 'halls' : page} onSignedOut={signedOut} />
      </main>
    </>
  );
}

function View({ page, onSignedOut }: { page: Page; onSignedOut: () => void }): ReactNode {
  switch (page) {
    case 'halls':
      return <HallsPage onSignedOut={onSignedOut} />;
    case 'reports':
      return <ReportsPage />;
    case 'keys':
      return <KeysPage onSignedOut={onSignedOut} />;
    case 'accounts':
      return <AccountsPage />;
    case 'settings':
      return <SettingsPage />;
    case 'looks':
      return <LooksPage />;
  }
}
