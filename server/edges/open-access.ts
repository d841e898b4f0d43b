import type { Database } from 'better-sqlite3';
import type { Template } from '../../common/protocol/catalogue.ts';
import type { Hall } from '../hall/hall.ts';
import { AccountStore } from '../storage/accounts.ts';
import { BoundKeyStore } from '../storage/bound-keys.ts';
import { DeviceStore } from '../storage/devices.ts';
import { ProgramTokenStore } from '../storage/program-tokens.ts';
import type { SealedValues } from '../storage/sealed-values.ts';
import { SecondFactorStore } from '../storage/second-factors.ts';
import type { SecretStore } from '../storage/secrets.ts';
import type { TicketReads } from '../storage/ticket-reads.ts';
import { Access } from './access.ts';
import { CopyAlerts } from './copy-alerts.ts';
import { HolderActs } from './holder-acts.ts';
import { LookUps } from './look-ups.ts';
import type { Rejections } from './perimeter/rejections.ts';
import { PersonDigests } from './person-digests.ts';
import { PersonalKeys } from './personal-keys.ts';
import { ProgramTokens } from './program-tokens.ts';
import { SecondFactor } from './second-factor.ts';
import { SetUp } from './set-up.ts';
import { StaffPlaces } from './staff-places.ts';
import { TicketAddresses } from './ticket-addresses.ts';

/**
 * Puts together who may come in and what they may see, on the tables beside the record.
 * @param options.now real time, epoch ms; sessions and codes end by it
 */
export function openAccess(options: {
  db: Database;
  hall: Hall;
  reads: TicketReads;
  templates: ReadonlyMap<string, Template>;
  secrets: SecretStore;
  sealed: SealedValues;
  rejections: Rejections;
  now: () => number;
}) {
  const { db, hall, reads, templates, secrets, sealed, rejections, now } = options;
  const accounts = new AccountStore(db);
  const devices = new DeviceStore(db);
  const programs = new ProgramTokens({ store: new ProgramTokenStore(db), now });
  const access = new Access({
    accounts,
    devices,
    programs,
    now,
    idleMs: (role) => hall.state.settings.idleMinutes[role] * 60_000,
    rejections,
    keys: new BoundKeyStore(db),
    keysRequired: () => hall.state.settings.requireDeviceKeys,
  });
  const addresses = new TicketAddresses({
    values: secrets,
    base: () => hall.publicAddress,
    trackingTokenOf: (id) => hall.state.tickets.get(id)?.trackingToken ?? reads.trackingTokenOf(id),
    nowMs: hall.clock.nowMs(),
  });
  const persons = new PersonDigests({ secrets, sealed, today: () => hall.moment().date });
  hall.subscribe((events) => {
    if (events.some(({ event }) => event.type === 'day:opened')) persons.sweep();
  });
  return {
    access,
    persons,
    programs,
    secondFactor: new SecondFactor({ store: new SecondFactorStore(db, sealed), now }),
    copies: new CopyAlerts({ hall, access, rejections, now }),
    keys: new PersonalKeys({ accounts, access }),
    setUp: new SetUp({ hall, access, secrets, templates }),
    staffPlaces: new StaffPlaces(now),
    holderActs: new HolderActs(hall),
    addresses,
    lookUps: new LookUps({ hall, reads, addresses }),
  };
}
