import { type ReactNode, useState } from 'react';
import { api } from '../common/client/api.ts';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../common/client/selectors.ts';
import { useHall } from '../common/client/use-hall.ts';
import { DayNotice } from '../common/ui/day-notice.tsx';
import { Glyph } from '../common/ui/glyphs.tsx';
import { OwnKeysButton } from '../common/ui/own-keys.tsx';
import { RestoredNotice } from '../common/ui/restored-notice.tsx';
import { StorageNotice } from '../common/ui/storage-notice.tsx';
import { ChooseCounter } from './choose-counter.tsx';
import { CounterSignIn } from './counter-sign-in.tsx';
import { Desk } from './desk.tsx';
import { type PracticeConnection, practise } from './practice/practice-connection.ts';
import { PracticeDesk } from './practice/practice-desk.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { say, sayCommon } from './words.ts';

/** From sign-in through the choice of a counter to the desk; the hall's own state decides which. */
export function CounterApp({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const [leaving, setLeaving] = useState(false);
  const [practice, setPractice] = useState<PracticeConnection | null>(null);
  const { identity, status } = state;
  const hall = hallOf(state);
  if (identity.kind !== 'user') {
    if (status === 'connecting') return <p className="whole-page">{`${sayCommon('loading')}…`}</p>;
    return (
      <CounterSignIn hallName={hall?.settings.hallName ?? ''} onSignedIn={() => connection.reconnect()} />
    );
  }
  const held = recordsOf(state, 'officer').find((each) => each.username === identity.username);
  const own = recordsOf(state, 'counter').find((each) => each.code === held?.counter);
  const signOut = async () => {
    await api('DELETE /session');
    connection.reconnect();
  };
  return (
    <div className="counter-page">
      <header className="top">
        <Glyph name="counter" className="top-sign" />
        <span className="top-hall">{hall?.settings.hallName}</span>
        <span className="top-who">{identity.displayName}</span>
        <OwnKeysButton role={identity.role} />
        <button
          type="button"
          className="quiet"
          onClick={() => (own === undefined ? void signOut() : setLeaving(true))}
        >
          {say('signOut')}
        </button>
      </header>
      <div className="banners">
        <RestoredNotice hall={hall} role={identity.role} />
        <StorageNotice role={identity.role} />
        <DayNotice clock={recordsOf(state, 'clock')[0]} role={identity.role} />
        {status === 'live' || practice !== null ? null : (
          <p className="banner" role="alert">
            <Glyph name="offline" /> {sayCommon('reconnecting')}
          </p>
        )}
      </div>
      {practice !== null ? (
        <PracticeDesk practice={practice} onEnd={() => setPractice(null)} />
      ) : own === undefined ? (
        <ChooseCounter connection={connection} onPractise={() => setPractice(practise(connection))} />
      ) : (
        <Desk connection={connection} own={own} />
      )}
      {leaving && own !== undefined ? (
        <SignOutDialog
          connection={connection}
          own={own}
          onSignOut={() => {
            setLeaving(false);
            void signOut();
          }}
          onClose={() => setLeaving(false)}
        />
      ) : null}
    </div>
  );
}
