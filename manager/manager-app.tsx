import { type MouseEvent, type ReactNode, useEffect, useState } from 'react';
import { api } from '../common/client/api.ts';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../common/client/selectors.ts';
import { useHall } from '../common/client/use-hall.ts';
import type { Role } from '../common/protocol/primitives.ts';
import { DayNotice } from '../common/ui/day-notice.tsx';
import { Glyph } from '../common/ui/glyphs.tsx';
import { LanguageChoice } from '../common/ui/language-choice.tsx';
import { OwnKeysButton } from '../common/ui/own-keys.tsx';
import { RestoredNotice } from '../common/ui/restored-notice.tsx';
import { SignIn } from '../common/ui/sign-in.tsx';
import { StorageNotice } from '../common/ui/storage-notice.tsx';
import { PAGES } from './pages.ts';
import { ThemeChoice } from './parts/theme-choice.tsx';
import { sayReport } from './reports/report.ts';
import { say, sayCommon, sayRole } from './words.ts';

const ROOT = '/manager';
/** The Chairman's menu: what he signs, what it rests on; a line, then what is looked up now and then. */
const startsRest = (path: string, role: Role | null) => role === 'chairman' && path === 'what-if';
const pathNow = () => globalThis.location.pathname.slice(ROOT.length).replaceAll('/', '');

/** The console: menu by role, one address a page. */
export function ManagerApp({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const [path, setPath] = useState(pathNow);
  useEffect(() => {
    const follow = () => setPath(pathNow());
    globalThis.addEventListener('popstate', follow);
    return () => globalThis.removeEventListener('popstate', follow);
  }, []);
  const { identity, status } = state;
  const hallName = hallOf(state)?.settings.hallName ?? '';
  const role = identity.kind === 'user' ? identity.role : null;
  const pages = PAGES.filter((each) => role !== null && each.roles.includes(role));
  const page = pages.find((each) => each.path === path);
  const title = [page === undefined ? null : say(page.menu), hallName || say('title')];
  const documentTitle = title.filter((each) => each !== null).join(' – ');
  useEffect(() => {
    document.title = documentTitle;
  }, [documentTitle]);
  if (identity.kind !== 'user') {
    if (status === 'connecting') return <p className="whole-page">{`${sayCommon('loading')}…`}</p>;
    return <SignIn title={say('title')} hallName={hallName} onSignedIn={() => connection.reconnect()} />;
  }
  const go = (event: MouseEvent, to: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    globalThis.history.pushState(null, '', to === '' ? ROOT : `${ROOT}/${to}`);
    setPath(to);
    // A page that was scrolled down does not leave the next one in its middle.
    globalThis.scrollTo({ top: 0 });
  };
  const signOut = async () => {
    await api('DELETE /session');
    connection.reconnect();
  };
  return (
    <div className="console">
      <a className="skip-link" href="#content">
        {sayCommon('skipToContent')}
      </a>
      <nav className="menu" aria-label={say('title')}>
        <p className="menu-hall">{hallName}</p>
        <ul>
          {pages.map((each) => (
            <li key={each.path} className={startsRest(each.path, role) ? 'rest' : undefined}>
              <a
                href={each.path === '' ? ROOT : `${ROOT}/${each.path}`}
                aria-current={each === page ? 'page' : undefined}
                onClick={(event) => go(event, each.path)}
              >
                {say(each.menu)}
              </a>
            </li>
          ))}
        </ul>
        <p className="menu-who">{identity.displayName}</p>
        <div className="menu-choices">
          <ThemeChoice />
          <LanguageChoice label={sayReport('language')} className="theme" />
        </div>
        <OwnKeysButton role={identity.role} />
        <button type="button" className="quiet" onClick={() => void signOut()}>
          {say('signOut')}
        </button>
      </nav>
      <main className="content" id="content" tabIndex={-1}>
        <RestoredNotice hall={hallOf(state)} role={identity.role} />
        <StorageNotice role={identity.role} />
        <DayNotice clock={recordsOf(state, 'clock')[0]} role={identity.role} />
        {status === 'live' ? null : (
          <p className="banner" role="alert">
            <Glyph name="offline" /> {sayCommon('reconnecting')}
          </p>
        )}
        {page === undefined ? (
          <p className="empty">{say('notForRole', { role: sayRole(identity.role) })}</p>
        ) : (
          <>
            <h1>{say(page.menu)}</h1>
            <page.Page connection={connection} />
          </>
        )}
      </main>
    </div>
  );
}
