import { refused } from '../../../../common/protocol/refusals.ts';
import { answer, defineRoute } from '../route.ts';

export const proofRoutes = [
  defineRoute('GET /proof', {
    summary: 'A nonce to sign with the key of this device; good once, for a minute',
    allowed: 'anyone',
    run: ({ services }) => answer({ nonce: services.access.binding.nonce() }),
  }),
  defineRoute('POST /proof', {
    summary: 'Prove the key that this token is bound to, or bind it to one',
    allowed: 'anyone',
    run: ({ services, token, body, address }) => {
      const proven = token === null ? 'unbound' : services.access.proveKey(token, address, body);
      if (proven === 'good') return answer({ ok: true });
      if (proven === 'unbound') return refused('unauthenticated', 'there is no such token');
      return refused(proven, 'the key was not proved');
    },
  }),
];
