import type { Database } from 'better-sqlite3';
import type { CallDirector } from '../hall/call-director.ts';
import type { Hall } from '../hall/hall.ts';
import type { Languages } from '../languages/languages.ts';
import { PushDesk } from '../push/push-desk.ts';
import { newVapidKeys, type VapidKeys } from '../push/send-push.ts';
import { PushStore } from '../storage/push-store.ts';
import type { SealedValues } from '../storage/sealed-values.ts';
import type { SecretStore } from '../storage/secrets.ts';
import { isLinkLocal } from './open-webhooks.ts';
import type { TicketAddresses } from './ticket-addresses.ts';

const KEYS_NAME = 'push-keys';

/** The hall's own key pair, sealed beside the record. One that cannot be read is made new: phones then subscribe again. */
function vapidKeys(secrets: SecretStore, sealed: SealedValues): VapidKeys {
  const text = secrets.get(KEYS_NAME);
  const known = text === undefined ? null : sealed.open(text, KEYS_NAME);
  if (known !== null) return JSON.parse(known) as VapidKeys;
  const keys = newVapidKeys();
  secrets.set(KEYS_NAME, sealed.seal(JSON.stringify(keys), KEYS_NAME));
  return keys;
}

/** Puts Web Push together and starts it. */
export function openPush(options: {
  db: Database;
  hall: Hall;
  sealed: SealedValues;
  secrets: SecretStore;
  addresses: Pick<TicketAddresses, 'tokenOf'>;
  director: Pick<CallDirector, 'records'>;
  languages: Pick<Languages, 'say'>;
  onError: (error: unknown, what: string) => void;
}) {
  const { db, hall, sealed, secrets, addresses, director, languages, onError } = options;
  const push = new PushDesk({
    hall,
    store: new PushStore(db, sealed),
    keys: vapidKeys(secrets, sealed),
    languages,
    stages: () => director.records(),
    pathOf: (id) => `/t/${addresses.tokenOf(id) ?? ''}`,
    isAllowed: (address) => !isLinkLocal(address),
    onError,
  });
  const unfollow = hall.subscribe(() => push.follow());
  push.start();
  return {
    push,
    stop: async () => {
      unfollow();
      await push.stop();
    },
  };
}
