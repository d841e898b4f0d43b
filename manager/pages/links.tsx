import type { ReactNode } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { TokensSection } from '../links/tokens.tsx';
import type { ManagerPage } from '../page.ts';

function LinksPage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const timeZone = hallOf(state)?.settings.timeZone ?? 'Asia/Ho_Chi_Minh';
  return <TokensSection timeZone={timeZone} />;
}

/** Other programs that work with the hall. */
export const linksPage: ManagerPage = { path: 'links', menu: 'menuLinks', roles: ['admin'], Page: LinksPage };
