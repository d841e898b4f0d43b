import type { ReactNode } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { DossierFilesSection } from '../links/dossier-files.tsx';
import { HubLinkSection } from '../links/hub-link.tsx';
import { TokensSection } from '../links/tokens.tsx';
import { WebhooksSection } from '../links/webhooks.tsx';
import type { ManagerPage } from '../page.ts';
import { Tabs } from '../parts/tabs.tsx';
import { useAddressed } from '../parts/use-addressed.ts';
import { say, sayLink } from '../words.ts';

function LinksPage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const [at, setAt] = useAddressed('tab', 'tokens');
  const timeZone = hallOf(state)?.settings.timeZone ?? 'Asia/Ho_Chi_Minh';
  return (
    <Tabs
      label={say('menuLinks')}
      tabs={[
        { id: 'tokens', name: sayLink('tokens') },
        { id: 'webhooks', name: sayLink('webhooks') },
        { id: 'files', name: sayLink('dossierFiles') },
        { id: 'hub', name: sayLink('hub') },
      ]}
      at={at}
      onOpen={setAt}
    >
      {at === 'tokens' ? <TokensSection timeZone={timeZone} /> : null}
      {at === 'webhooks' ? <WebhooksSection timeZone={timeZone} /> : null}
      {at === 'files' ? <DossierFilesSection timeZone={timeZone} /> : null}
      {at === 'hub' ? <HubLinkSection /> : null}
    </Tabs>
  );
}

/** Other programs that work with the hall. */
export const linksPage: ManagerPage = { path: 'links', menu: 'menuLinks', roles: ['admin'], Page: LinksPage };
