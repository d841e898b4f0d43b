import type { Discipline, Settings, Zone } from '../../common/protocol/catalogue.ts';
import { WHOLE_HALL } from '../../common/protocol/stage.ts';
import { codeOf, type FormReader } from '../form-reader.ts';
import type { NamedRow } from './named-rows-input.tsx';

function disciplineOf(given: FormReader): Discipline {
  switch (given.text('discipline')) {
    case 'head-start':
      return { kind: 'head-start', minutes: given.number('minutes') };
    case 'interleave':
      return { kind: 'interleave', ordinaryPerPriority: given.number('ordinaryPerPriority') };
    case 'strict':
      return { kind: 'strict' };
    default:
      return { kind: 'accumulating', weight: given.number('weight') };
  }
}

const redirectOf = (text: string): Settings['httpsRedirect'] =>
  text === 'staff' || text === 'all' ? text : 'none';

/**
 * The rows of NamedRowsInput; one keeps its code when it is renamed, because the record points at it.
 * @param usual code of a row whose name gives none
 */
function namedRowsOf(given: FormReader, prefix: string, usual: string): NamedRow[] {
  const rows = given.ticked(`${prefix}-row`);
  const taken = new Set(given.ticked(`${prefix}-code`).filter((code) => code !== ''));
  return rows.flatMap((row) => {
    const name = given.text(`${prefix}-name-${row}`);
    if (name === '') return [];
    let code = given.text(`${prefix}-code-${row}`);
    if (code === '') {
      const wanted = codeOf(name) || usual;
      code = wanted;
      for (let count = 2; taken.has(code); count += 1) code = `${wanted}-${count}`;
    }
    taken.add(code);
    return [
      {
        code,
        name,
        nameEn: given.text(`${prefix}-en-${row}`),
        active: given.isTicked(`${prefix}-used-${row}`),
      },
    ];
  });
}

/** The rows of ZonesInput. A row without a name or without counters is a zone no more. */
function zonesOf(given: FormReader): Zone[] {
  const taken = new Set<string>();
  return given.ticked('zone-row').flatMap((row) => {
    const name = given.text(`zone-name-${row}`);
    const counters = given
      .text(`zone-counters-${row}`)
      .split(/[\s,;]+/)
      .filter((code) => code !== '');
    if (name === '' || counters.length === 0) return [];
    const wanted = given.text(`zone-code-${row}`) || codeOf(name) || 'khu-vuc';
    let code = wanted;
    for (let count = 2; taken.has(code) || code === WHOLE_HALL; count += 1) code = `${wanted}-${count}`;
    taken.add(code);
    return [{ code, name, counters: [...new Set(counters)] }];
  });
}

/** Settings that this form asks for; who signs papers has rows of its own, and voices a page. */
type FormSettings = Omit<Settings, 'signings' | 'voices'>;

/** What the boards may show while nobody is called. */
export const BOARD_MEDIA = ['off', 'files', 'notices', 'both'] as const;

/** Every setting as the form has it. */
export function settingsOf(given: FormReader): FormSettings {
  const chosen = given.ticked('languages');
  const languages = chosen.includes('vi') ? chosen : ['vi', ...chosen];
  return {
    hallName: given.text('hallName'),
    hallNameEn: given.text('hallNameEn'),
    superiorName: given.text('superiorName'),
    address: given.text('address'),
    ticketAdvice: given.text('ticketAdvice'),
    ticketAdviceEn: given.text('ticketAdviceEn'),
    trackingBaseUrl: given.text('trackingBaseUrl').replace(/\/+$/, ''),
    defaultPrinter: given.text('defaultPrinter'),
    discipline: disciplineOf(given),
    help: given.text('help') === 'beyond-target' ? 'beyond-target' : 'when-empty',
    noShow: {
      endsAfterCalls: given.number('endsAfterCalls'),
      returnsAfterSeconds: given.number('returnsAfterSeconds'),
    },
    appointmentGraceMinutes: given.number('appointmentGraceMinutes'),
    priorities: namedRowsOf(given, 'priority', 'dien'),
    pauseReasons: given.lines('pauseReasons'),
    parkReasons: given.lines('parkReasons'),
    languages,
    dialect: given.text('dialect') === 'north' ? 'north' : 'south',
    announceEnglish: given.isTicked('announceEnglish'),
    volume: given.number('volume') / 100,
    zones: zonesOf(given),
    mutedHours: given.hours('mutedHours'),
    workingHours: given.hours('workingHours'),
    workingDays: given.ticked('workingDays').map(Number),
    saturdayHours: given.hours('saturdayHours'),
    postingWarningDays: given.number('postingWarningDays'),
    awayAlertMinutes: given.number('awayAlertMinutes'),
    opinionCriteria: namedRowsOf(given, 'criterion', 'cau-hoi'),
    opinionDays: given.number('opinionDays'),
    kioskIdleSeconds: given.number('kioskIdleSeconds'),
    pairLocalBrowsers: given.isTicked('pairLocalBrowsers'),
    httpsRedirect: redirectOf(given.text('httpsRedirect')),
    requireDeviceKeys: given.isTicked('requireDeviceKeys'),
    idleMinutes: {
      clerk: given.number('idleMinutes-clerk'),
      supervisor: given.number('idleMinutes-supervisor'),
      chairman: given.number('idleMinutes-chairman'),
      admin: given.number('idleMinutes-admin'),
    },
    allowedHosts: given.lines('allowedHosts').map((name) => name.toLowerCase()),
    printerNetworks: given.lines('printerNetworks'),
    linkNetworks: given.lines('linkNetworks'),
    embedOrigins: given.lines('embedOrigins'),
    dossierFiles: given.isTicked('dossierFiles'),
    kioskTicketsPerMinute: given.number('kioskTicketsPerMinute'),
    kioskBurst: given.number('kioskBurst'),
    guidanceField: given.text('guidanceField') || null,
    boardMedia: BOARD_MEDIA.find((each) => each === given.text('boardMedia')) ?? 'off',
    wifiName: given.text('wifiName'),
    wifiPassword: given.text('wifiPassword'),
    webPush: given.isTicked('webPush'),
    pushOrigins: given.lines('pushOrigins').map((origin) => origin.replace(/\/+$/, '')),
    numbersPerPerson: given.text('numbersPerPerson') === '' ? null : given.number('numbersPerPerson'),
  };
}

/** What differs from what the hall has: only this is sent, so that nobody's other change is undone. */
export function changedSettings(before: Settings, after: FormSettings): Partial<Settings> {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Settings]),
    ),
  );
}
