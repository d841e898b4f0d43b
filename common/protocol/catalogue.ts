import { z } from 'zod';
import { MOST_LANGUAGES } from './choices.ts';
import type { Immutable } from './immutable.ts';
import { OpinionCriteria } from './opinions.ts';
import { ClockTime, Code, Language, LocalDate, line, saidLine, text } from './primitives.ts';
import { Signing } from './signing.ts';
import { WHOLE_HALL } from './stage.ts';

export const Agency = z.strictObject({
  code: Code,
  name: saidLine(200),
  kind: z.enum(['internal', 'outside']),
  /** Officials are posted by agreement with that agency, and never pooled or moved without it (obligation S6). */
  needsAgreement: z.boolean(),
  payingUnit: line(200).default(''),
  /** What an agency that must agree has agreed to: the time, and how many officials at once; null: no bound. */
  agreedFrom: LocalDate.nullable().default(null),
  agreedTo: LocalDate.nullable().default(null),
  agreedOfficers: z.number().int().min(0).max(1_000).nullable().default(null),
  /**
   * Fields of an outside agency that officials of others may hold beside their own: those that its agreement names, none by
   * default. Apart from the time and the number of its postings.
   */
  sharedFields: z.array(Code).max(200).default([]),
  /** The paper in which it stands. */
  agreementNote: line(200).default(''),
  active: z.boolean().default(true),
});
export type Agency = Immutable<typeof Agency>;

export const IssuingWindow = z
  .strictObject({ from: ClockTime, to: ClockTime })
  .refine((window) => window.from < window.to, 'a window must end after it starts');
export type IssuingWindow = Immutable<typeof IssuingWindow>;

/** A block of numbers of a field: prefix + start … prefix + (start + size − 1). */
export const NumberRange = z.strictObject({
  prefix: z.string().regex(/^[A-ZĐ]{0,3}$/),
  start: z.number().int().min(1).max(999_999),
  size: z.number().int().min(1).max(999_999),
  /** Digits to pad to: A001 has 3. */
  digits: z.number().int().min(1).max(7),
});
export type NumberRange = Immutable<typeof NumberRange>;

export const Field = z.strictObject({
  code: Code,
  name: saidLine(120),
  nameEn: line(120).default(''),
  everyday: line(200).default(''),
  everydayEn: line(200).default(''),
  /** Words that people use for it, for the search at the kiosk. */
  words: z.array(saidLine(80)).max(60).default([]),
  icon: z
    .string()
    .max(40)
    .regex(/^[a-z0-9-]*$/)
    .default('generic'),
  agency: Code.nullable().default(null),
  range: NumberRange,
  /** Target: a citizen is called within so many minutes. */
  targetMinutes: z.number().min(1).max(480).default(15),
  /** Service minutes assumed until the hall has measured its own. */
  expectedServiceMinutes: z.number().min(0.5).max(240).default(8),
  /** Hours in which numbers are issued; none means always. */
  windows: z.array(IssuingWindow).max(8).default([]),
  /** Tickets a day at most; null means no limit. */
  quotaPerDay: z.number().int().min(1).max(100_000).nullable().default(null),
  /** Which purposes the kiosk offers for this field. */
  purposes: z
    .array(z.enum(['submit', 'collect', 'ask']))
    .min(1)
    .default(['submit', 'collect', 'ask']),
  sort: z.number().int().min(0).max(10_000).default(0),
  active: z.boolean().default(true),
});
/** A procedure field (lĩnh vực): the unit in which tickets are drawn, logged and staffed. */
export type Field = Immutable<typeof Field>;

export const Procedure = z.strictObject({
  code: Code,
  field: Code,
  name: saidLine(400),
  nameEn: line(400).default(''),
  /** Legal time limit of the dossier, verbatim. */
  timeLimit: text(1000).default(''),
  /** Fee, verbatim with its exemptions: a shortened fee makes exempt people believe they must pay. */
  fee: text(2000).default(''),
  papers: z.array(saidLine(1000)).max(60).default([]),
  words: z.array(saidLine(80)).max(60).default([]),
  note: text(2000).default(''),
  active: z.boolean().default(true),
});
/** A procedure (thủ tục hành chính) of a field. */
export type Procedure = Immutable<typeof Procedure>;

export const Counter = z.strictObject({
  code: Code,
  label: saidLine(60),
  /** Number that the voice reads; null: the label is not spoken as a number. */
  spokenNumber: z.number().int().min(1).max(999).nullable().default(null),
  primaryFields: z.array(Code).max(200),
  /** Fields that this counter helps when its own are empty, or when theirs are beyond target. */
  helpingFields: z.array(Code).max(200).default([]),
  active: z.boolean().default(true),
});
export type Counter = Immutable<typeof Counter>;

export const Discipline = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accumulating'), weight: z.number().min(1).max(100) }),
  z.strictObject({ kind: z.literal('head-start'), minutes: z.number().min(0).max(480) }),
  z.strictObject({ kind: z.literal('interleave'), ordinaryPerPriority: z.number().int().min(1).max(20) }),
  z.strictObject({ kind: z.literal('strict') }),
]);
/** How priority classes weigh against those who came first. */
export type Discipline = Immutable<typeof Discipline>;

export const Zone = z.strictObject({
  code: Code.refine((code) => code !== WHOLE_HALL, 'the zone of the whole hall is always there'),
  name: saidLine(80),
  /** Codes of the counters whose calls its screens show and speak. */
  counters: z.array(Code).min(1).max(200),
});
/** A part of the hall with screens of its own, for example a floor. */
export type Zone = Immutable<typeof Zone>;

/** A pack of the hall's own recordings, as its addresses name it. */
export const VoicePackId = z.string().regex(/^own-[a-z0-9-]{1,40}$/);

const VoiceChoice = z.strictObject({
  /** Code of a zone of screens, or that of the whole hall, whose voices speak where no zone names its own. */
  zone: Code,
  pack: VoicePackId,
});
/** Where a pack of the hall's own recordings speaks. */
export type VoiceChoice = Immutable<typeof VoiceChoice>;

const NoShowRule = z.strictObject({
  /** After this many calls without the citizen the ticket ends as no-show. */
  endsAfterCalls: z.number().int().min(1).max(10),
  /** Before that, it comes back to the line after this many seconds. */
  returnsAfterSeconds: z.number().int().min(0).max(3600),
});
export type NoShowRule = Immutable<typeof NoShowRule>;

export const PriorityClass = z.strictObject({
  code: Code,
  name: saidLine(120),
  nameEn: line(120).default(''),
  active: z.boolean().default(true),
});
/** A class of people served first by local policy. */
export type PriorityClass = Immutable<typeof PriorityClass>;

const idle = z.number().int().min(5).max(840);
/** Minutes without work after which a session ends, by role. Devices have none: a board never signs out. */
const IdleMinutes = z.strictObject({ clerk: idle, supervisor: idle, chairman: idle, admin: idle });
/** A host name without scheme and port, in lower case. */
const HostName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/);

/** An IP address, or a network as ADDRESS/BITS. */
const Network = z
  .string()
  .max(50)
  .regex(/^([0-9.]{7,15}|[0-9a-fA-F:]{2,39})(\/\d{1,3})?$/);

/** The origin of a site, for example https://dongnai.gov.vn; "*": every site. */
const EmbedOrigin = z
  .string()
  .max(200)
  .regex(/^(?:\*|https?:\/\/[a-z0-9.-]+(?::\d{1,5})?)$/);

/** The origin of a push service, for example https://push.example.vn. */
const PushOrigin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/);

export const Settings = z.strictObject({
  hallName: saidLine(200),
  hallNameEn: line(200).default(''),
  superiorName: line(200).default(''),
  address: line(300).default(''),
  discipline: Discipline,
  noShow: NoShowRule,
  /** `when-empty`: help only with nothing of one's own waiting; `beyond-target`: also once a helped ticket passed its target. */
  help: z.enum(['when-empty', 'beyond-target']),
  priorities: z.array(PriorityClass).max(20),
  /** Appointments later than this lose their slot's time and count from arrival. */
  appointmentGraceMinutes: z.number().int().min(0).max(240),
  pauseReasons: z.array(saidLine(80)).max(20),
  parkReasons: z.array(saidLine(80)).max(20),
  ticketAdvice: line(200).default(''),
  ticketAdviceEn: line(200).default(''),
  /** Languages that citizens choose from, in the order of their buttons. A kiosk begins in Vietnamese. */
  languages: z
    .array(Language)
    .min(1)
    .max(MOST_LANGUAGES)
    .refine((tags) => new Set(tags).size === tags.length, 'each language once'),
  dialect: z.enum(['south', 'north']),
  announceEnglish: z.boolean(),
  volume: z.number().min(0).max(1),
  mutedHours: z.array(IssuingWindow).max(4).default([]),
  /** When numbers are issued for fields that name no hours of their own; none means always. */
  workingHours: z.array(IssuingWindow).max(8).default([]),
  /** Days of the week on which the hours hold, Monday 1 … Sunday 7. */
  workingDays: z.array(z.number().int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
  /** Hours of an ordinary Saturday where they differ; none means the same hours. */
  saturdayHours: z.array(IssuingWindow).max(8).default([]),
  /** So many days before its end a posting is warned of. */
  postingWarningDays: z.number().int().min(0).max(365).default(30),
  /** Leaders are told when for so many minutes nobody was at the machine of an open counter that people wait for. */
  awayAlertMinutes: z.number().int().min(1).max(120).default(5),
  /** What is asked of a visit beside the whole. */
  opinionCriteria: OpinionCriteria.default([]),
  /** Parts of the hall whose screens announce only some counters; a screen without a zone announces all. */
  zones: z.array(Zone).max(12).default([]),
  /** Packs of the hall's own recordings, and where each speaks; without one the packs that are shipped do. */
  voices: z.array(VoiceChoice).max(40).default([]),
  /** So many days after the visit its ticket can still be rated by phone or tablet. */
  opinionDays: z.number().int().min(1).max(90).default(7),
  kioskIdleSeconds: z.number().int().min(15).max(600),
  defaultPrinter: z.string().max(80),
  /** Browsers on the server's own machine become kiosk or display without a code. */
  pairLocalBrowsers: z.boolean(),
  /** Host names beside the machine's own by which pages and programs may ask this hall. */
  allowedHosts: z.array(HostName).max(20).default([]),
  /** Addresses and networks (CIDR) in which printers may stand beside the hall's own private networks. */
  printerNetworks: z.array(Network).max(20).default([]),
  /** The same for addresses of webhooks. */
  linkNetworks: z.array(Network).max(20).default([]),
  /** Sites whose pages may show the hall's small page in a frame: origins, or "*" for all. */
  embedOrigins: z.array(EmbedOrigin).max(20).default([]),
  /** Dossiers are also exchanged by files in a folder of the hall's data. */
  dossierFiles: z.boolean().default(false),
  /** So many tickets a minute one kiosk draws: a finger needs two seconds for each. */
  kioskTicketsPerMinute: z.number().int().min(1).max(600).default(30),
  /** So many it may draw at once before that pace holds. */
  kioskBurst: z.number().int().min(1).max(200).default(20),
  /** What the boards show beside the calls while nothing is announced: files of the media folder, notices of procedures. */
  boardMedia: z.enum(['off', 'files', 'notices', 'both']).default('off'),
  /** Whose counters guide a citizen who does not know what is needed; null: the hall finds one (see guidanceFields). */
  guidanceField: Code.nullable().default(null),
  /** The Wi-Fi that a phone joins to reach the hall, as it stands on the ticket; empty: none is named. */
  wifiName: line(32).default(''),
  /** Its password where it has one. It stands on every ticket: no secret. */
  wifiPassword: line(63).default(''),
  /** Phones are also told by Web Push. The server then speaks to the push services of their browsers, on the internet. */
  webPush: z.boolean().default(false),
  /** Origins of further push services, for example one of the hall's own network. */
  pushOrigins: z.array(PushOrigin).max(20).default([]),
  /** So many numbers of a field one person draws a day, by the ID card at the kiosk's scanner; null: no limit, no card is asked for. */
  numbersPerPerson: z.number().int().min(1).max(20).nullable().default(null),
  trackingBaseUrl: z
    .string()
    .max(200)
    .regex(/^(https?:\/\/[^\s/]+)?$/)
    .default(''),
  /** Pages asked by plain http are sent to https: none, those of staff and devices, or also those of citizens. */
  httpsRedirect: z.enum(['none', 'staff', 'all']).default('none'),
  /** Devices without a key of their own are not let in. */
  requireDeviceKeys: z.boolean().default(false),
  /** Who signs which paper from when on. */
  signings: z.array(Signing).max(60).default([]),
  /** A session ends when nobody has worked with it for so long. */
  idleMinutes: IdleMinutes.default({ clerk: 240, supervisor: 120, chairman: 60, admin: 60 }),
});
/** Everything of the hall that is not a list. */
export type Settings = Immutable<typeof Settings>;

/**
 * Some settings anew. The defaults are taken off: filled in here, they would put back to empty whatever the sender did
 * not speak of.
 */
export const SettingsChanges = Settings.extend({
  hallNameEn: line(200),
  superiorName: line(200),
  address: line(300),
  ticketAdvice: line(200),
  ticketAdviceEn: line(200),
  mutedHours: Settings.shape.mutedHours.unwrap(),
  workingHours: Settings.shape.workingHours.unwrap(),
  workingDays: Settings.shape.workingDays.unwrap(),
  saturdayHours: Settings.shape.saturdayHours.unwrap(),
  postingWarningDays: Settings.shape.postingWarningDays.unwrap(),
  awayAlertMinutes: Settings.shape.awayAlertMinutes.unwrap(),
  opinionCriteria: Settings.shape.opinionCriteria.unwrap(),
  zones: Settings.shape.zones.unwrap(),
  voices: Settings.shape.voices.unwrap(),
  opinionDays: Settings.shape.opinionDays.unwrap(),
  trackingBaseUrl: Settings.shape.trackingBaseUrl.unwrap(),
  httpsRedirect: Settings.shape.httpsRedirect.unwrap(),
  requireDeviceKeys: Settings.shape.requireDeviceKeys.unwrap(),
  signings: Settings.shape.signings.unwrap(),
  idleMinutes: Settings.shape.idleMinutes.unwrap(),
  allowedHosts: Settings.shape.allowedHosts.unwrap(),
  printerNetworks: Settings.shape.printerNetworks.unwrap(),
  linkNetworks: Settings.shape.linkNetworks.unwrap(),
  embedOrigins: Settings.shape.embedOrigins.unwrap(),
  dossierFiles: Settings.shape.dossierFiles.unwrap(),
  kioskTicketsPerMinute: Settings.shape.kioskTicketsPerMinute.unwrap(),
  kioskBurst: Settings.shape.kioskBurst.unwrap(),
  guidanceField: Settings.shape.guidanceField.unwrap(),
  boardMedia: Settings.shape.boardMedia.unwrap(),
  wifiName: line(32),
  wifiPassword: line(63),
  webPush: Settings.shape.webPush.unwrap(),
  pushOrigins: Settings.shape.pushOrigins.unwrap(),
  numbersPerPerson: Settings.shape.numbersPerPerson.unwrap(),
}).partial();

export const Template = z.strictObject({
  id: Code,
  name: saidLine(120),
  settings: SettingsChanges,
  agencies: z.array(Agency),
  fields: z.array(Field),
  procedures: z.array(Procedure),
  counters: z.array(Counter),
});
/** A ready hall: commune or district. */
export type Template = Immutable<typeof Template>;
