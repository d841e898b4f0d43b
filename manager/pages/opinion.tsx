import type { ReactNode } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { useHall } from '../../common/client/use-hall.ts';
import '../opinion/opinion.css';
import { KeyIn } from '../opinion/key-in.tsx';
import { OpinionList } from '../opinion/opinion-list.tsx';
import type { ManagerPage } from '../page.ts';
import { Tabs } from '../parts/tabs.tsx';
import { useAddressed } from '../parts/use-addressed.ts';
import { useNames } from '../reports/use-names.ts';
import { sayOpinion } from '../words.ts';

function OpinionPage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const names = useNames();
  const [at, setAt] = useAddressed('tab', 'list');
  const today = hallOf(state)?.localDate ?? '';
  if (state.identity.kind !== 'user' || today === '') return null;
  const { role, username } = state.identity;
  const around = { today, names, username, isAdmin: role === 'admin' };
  // The Chairman reads and changes nothing.
  if (role === 'chairman') return <OpinionList {...around} />;
  const tabs = [
    { id: 'list', name: sayOpinion('list') },
    { id: 'key-in', name: sayOpinion('keyIn') },
  ];
  return (
    <Tabs label={sayOpinion('page')} tabs={tabs} at={at} onOpen={setAt}>
      {at === 'key-in' ? <KeyIn {...around} /> : <OpinionList {...around} />}
    </Tabs>
  );
}

/** What citizens said: read by leaders, keyed in from paper by the supervisor. */
export const opinionPage: ManagerPage = {
  path: 'opinion',
  menu: 'menuOpinion',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: OpinionPage,
};
