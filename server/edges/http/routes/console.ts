import { isLanAddress } from '../../../../common/protocol/lan-address.ts';
import { FIRST_STEPS, type FirstStep } from '../../../../common/protocol/rest/console.ts';
import type { Services } from '../../services.ts';
import { answer, defineRoute } from '../route.ts';

const ADMIN = ['admin'] as const;

/** What tells that a step of the first day is done. */
const DONE: Readonly<Record<FirstStep, (services: Services) => boolean>> = {
  people: ({ access }) => access.listAccounts().some((each) => each.active && each.role === 'clerk'),
  // The virtual printer is there from the start and prints on no paper.
  printer: ({ printers }) => printers.states().some(({ name }) => name !== 'virtual'),
  screens: ({ access }) => {
    const kinds = new Set(access.listDevices().map(({ kind }) => kind));
    return kinds.has('kiosk') && kinds.has('display');
  },
  hours: ({ hall }) => hall.state.settings.workingHours.length > 0,
  holidays: ({ hall }) => {
    const { date } = hall.moment();
    return [...hall.state.calendar.keys()].some((day) => day >= date);
  },
  signer: ({ hall }) => hall.state.settings.signings.length > 0,
  // A phone finds the ticket's page: from anywhere, or in the Wi-Fi that the paper names.
  phones: ({ hall }) => {
    const { trackingBaseUrl, wifiName } = hall.state.settings;
    return wifiName !== '' || !isLanAddress(trackingBaseUrl);
  },
  ticket: ({ reads }) => reads.recordedSpan().ownFrom !== null,
};

/** The hall itself as its administrator sees it. */
export const consoleRoutes = [
  defineRoute('GET /first-steps', {
    summary: 'What a hall needs before its first day, and what of it is there',
    allowed: ADMIN,
    run: ({ services }) =>
      answer({ steps: FIRST_STEPS.map((step) => ({ step, done: DONE[step](services) })) }),
  }),
  defineRoute('GET /backups', {
    summary: 'Copies of the record at hand, newest first',
    allowed: ADMIN,
    run: ({ services }) => answer({ ...services.backups.copies(), version: services.version }),
  }),
  defineRoute('POST /backups', {
    summary: 'Copies the record now and checks the copy',
    allowed: ADMIN,
    run: async ({ services }) => {
      const made = await services.backups.makeNow(services.hall.clock.nowMs());
      return made.ok ? answer(made.value, 201) : made;
    },
  }),
  defineRoute('POST /backups/:name/check', {
    summary: 'Whether a copy is whole: the check of the database and the chain of its log',
    allowed: ADMIN,
    run: async ({ services, params }) => {
      const checked = await services.backups.check(params.name ?? '');
      return checked.ok ? answer(checked.value) : checked;
    },
  }),
];
