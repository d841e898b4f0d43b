import type { ReactNode } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { useCatalogue } from '../catalogue/use-catalogue.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { useAddressed } from '../parts/use-addressed.ts';
import { AccountsSection } from '../people/accounts.tsx';
import { AgenciesSection } from '../people/agencies.tsx';
import { OfficersSection } from '../people/officers.tsx';
import { say, sayPeople } from '../words.ts';

function PeoplePage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const { identity } = state;
  const { read, problem, put, tell } = useCatalogue();
  const [at, setAt] = useAddressed('tab', 'officers');
  if (identity.kind !== 'user') return null;
  const { role } = identity;
  const tabs = [
    { id: 'officers', name: sayPeople('tabOfficers') },
    { id: 'agencies', name: sayPeople('tabAgencies') },
    ...(role === 'admin' ? [{ id: 'accounts', name: sayPeople('tabAccounts') }] : []),
  ];
  return (
    <Tabs
      label={say('menuPeople')}
      tabs={tabs}
      at={at}
      onOpen={(id) => {
        tell(null);
        setAt(id);
      }}
      problem={problem}
    >
      {at === 'accounts' && role === 'admin' ? (
        <AccountsSection />
      ) : read.value === null ? (
        <Missing read={read} />
      ) : at === 'agencies' ? (
        <AgenciesSection catalogue={read.value} role={role} put={put} tell={tell} />
      ) : (
        <OfficersSection
          catalogue={read.value}
          role={role}
          timeZone={hallOf(state)?.settings.timeZone ?? 'Asia/Ho_Chi_Minh'}
        />
      )}
    </Tabs>
  );
}

/** Officials, the agencies that send them, and the accounts with which they sign in. */
export const peoplePage: ManagerPage = {
  path: 'people',
  menu: 'menuPeople',
  roles: ['admin', 'supervisor', 'chairman'],
  Page: PeoplePage,
};
