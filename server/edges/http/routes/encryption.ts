import { ownAddress } from '../../../hall/own-address.ts';
import { answer, defineRoute } from '../route.ts';

export const encryptionRoutes = [
  defineRoute('GET /encryption', {
    summary: 'How connections are encrypted, and the fingerprint by which a device knows the hall',
    allowed: 'anyone',
    run: ({ services }) =>
      answer({ address: ownAddress(), httpPort: services.httpPort(), https: services.encryption() }),
  }),
];
