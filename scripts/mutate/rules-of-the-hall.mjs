import { mutant } from './mutant.mjs';

const calendar = 'server/domain/calendar.ts';
const dayEnd = 'server/domain/day.ts';
const hallTime = 'server/domain/hall-time.ts';
const lending = 'server/domain/lending.ts';
const opinions = 'server/domain/decide-opinions.ts';
const people = 'server/domain/decide-people.ts';
const procedures = 'server/domain/decide-procedures.ts';
const remarks = 'server/domain/decide-remarks.ts';
const rosters = 'server/domain/decide-rosters.ts';
const seating = 'server/staffing/roster/availability.ts';
const versions = 'server/domain/procedure-versions.ts';

/** One mutant a rule of docs/queue-rules.md: days, people, rosters, time, procedures, opinions, devices. */
export const rulesOfTheHall = {
  CAL1: mutant(calendar, "if (own?.kind === 'closed') return { kind: 'closed', name: own.name };", ''),
  CAL2: mutant(
    calendar,
    "return day.working ? { kind: 'hours', windows }",
    "return day.name !== '-' ? { kind: 'hours', windows }",
  ),
  CAL3: mutant(calendar, "working: own.kind === 'working',", 'working: false,'),
  CAL4: mutant(
    'server/domain/decide-calendar.ts',
    "did([...untied(state, date), { type: 'calendar:day-cleared', date }])",
    "did([{ type: 'calendar:day-cleared', date }])",
  ),
  NAME1: mutant(calendar, 'if (each.from <= date &&', 'if (each.from < date &&'),
  POST1: mutant('server/domain/postings.ts', 'daysLeft <= warningDays', 'daysLeft < warningDays'),
  POST2: mutant(
    'server/domain/postings.ts',
    'most + 1 > agency.agreedOfficers',
    'most > agency.agreedOfficers',
  ),
  LEAVE1: mutant(
    people,
    'dayAfter(leave.from, LEAVE_DAYS_MOST)',
    'dayAfter(leave.from, LEAVE_DAYS_MOST * 2)',
  ),
  LEAVE2: mutant(
    people,
    "one.part === 'day' || two.part === 'day' || one.part === two.part",
    'one.part === two.part',
  ),
  ROT1: mutant(people, 'const last = dayAfter(on, -1);', 'const last = on;'),
  ROT2: mutant('server/staffing/roster/rotation.ts', 'due.slice(0, question.rotateAtMost)', 'due'),
  ROST1: mutant(
    'server/domain/roster-check.ts',
    "if (officers.has(turn.officer)) return { because: 'twice', counter };",
    '',
  ),
  ROST2: mutant(rosters, 'roster.places[place] ?? []);', 'roster.places[place] ?? []).slice(1);'),
  ROST3: mutant(rosters, 'return seen === undefined || !same(seen, each);', 'return seen === undefined;'),
  ROST4: mutant(rosters, 'if (unserved.length > 0)', 'if (unserved.length > 9)'),
  ROST5: mutant(
    'server/domain/decide-counters.ts',
    'return did(rostered ? [',
    'return did(rostered === null ? [',
  ),
  ROST6: mutant(
    rosters,
    "if (changed) return stale({ because: 'counters-changed'",
    "if (!applied) return stale({ because: 'counters-changed'",
  ),
  ROST7: mutant(seating, 'if (!this.isQualified(person, place.fields)) return false;', ''),
  ROST8: mutant(seating, 'this.cap - this.present.size', 'this.cap + 1 - this.present.size'),
  ROST9: mutant(
    'server/staffing/roster/turns.ts',
    'places[draft.place]?.group === group.coveredBy &&',
    'places[draft.place]?.group !== at &&',
  ),
  LEND1: mutant(lending, 'if (!isPostedOn(officer, home, date) || !isAgreedOn(home, date)) return [];', ''),
  LEND2: mutant(
    lending,
    'const isWhole = [...kept].every((each) => given.includes(each)) &&',
    'const isWhole = kept.size > 0 &&',
  ),
  LEND3: mutant(
    'server/domain/apply-counters.ts',
    "  'counter:fields-set',\n  'counter:defined',",
    "  'counter:defined',",
  ),
  DAY1: mutant(
    'server/domain/apply-day.ts',
    '    state.issued.clear();\n    state.skipped',
    '    state.skipped',
  ),
  DAY2: mutant(
    dayEnd,
    "ticket.state === 'waiting' || ticket.state === 'parked')",
    "ticket.state === 'waiting')",
  ),
  DAY3: mutant(
    'server/domain/apply-day.ts',
    'state.numbers.clear();',
    'state.numbers.clear();\n      state.issued.clear();',
  ),
  TIME1: mutant(hallTime, ': time.hallMs + wentMs;', ': reading.machineMs;'),
  TIME2: mutant(
    'server/domain/timeline.ts',
    'const FAR_BEHIND_MS = 2 * HOUR_MS;',
    'const FAR_BEHIND_MS = 0;',
  ),
  TIME3: mutant(dayEnd, 'if (state.time.doubt !== null && end?.quiet !== true) return [];', ''),
  TIME4: mutant(
    'server/domain/correct-day.ts',
    'revived: backInLine(state, right).map',
    'revived: backInLine(state, right).slice(1).map',
  ),
  TIME5: mutant(
    hallTime,
    'export const NIGHT_MS = 3 * 3_600_000;',
    'export const NIGHT_MS = 300 * 3_600_000;',
  ),
  PRES1: mutant(dayEnd, 'Math.min(signMs, closingMs)', 'signMs'),
  PRES2: mutant('server/domain/decide-posts.ts', "...dealtWith(state, counter, 'return', around),", ''),
  PRC1: mutant(versions, 'startOf(version) <= date', 'startOf(version) < date'),
  PRC2: mutant(versions, 'if (sameProcedure(present.procedure, procedure) && !ended) return;', ''),
  PRC3: mutant(versions, 'date <= version.effectiveTo', 'date < version.effectiveTo'),
  PRC4: mutant(versions, 'effectiveFrom < start || rewrites', 'rewrites'),
  PRC5: mutant(procedures, 'if (difference.shown !== list.shown)', "if (list.shown === '-')"),
  PRC6: mutant(procedures, "list.missing === 'retire' ? retired : []", 'retired'),
  RMK1: mutant(
    remarks,
    '!state.tickets.has(remark.ticket) && !state.ended.has(remark.ticket)',
    "remark.ticket === '-'",
  ),
  RMK2: mutant(remarks, 'if (hasPersonalNumber(remark.text)) return personal();', ''),
  RMK3: mutant(remarks, 'if (known?.officer !== commander.id)', 'if (known === undefined)'),
  RMK4: mutant(remarks, "if (to === 'handled' && answer === '')", "if (to === 'handled' && answer === '-')"),
  OPN1: mutant(opinions, 'if (visit.rated || state.rated.has(visit.ticketId))', 'if (state.rated.size < 0)'),
  OPN2: mutant(opinions, "if (visit.state !== 'done')", "if (visit.state === 'parked')"),
  OPN3: mutant(
    opinions,
    "commander.kind === 'device' && commander.counter !== visit.counter",
    "commander.kind === 'program'",
  ),
  OPN4: mutant(opinions, '?? { ticket: visit.ticketId, field', '?? { ticket: null, field'),
  OPN5: mutant(opinions, '(slip.keyedBy !== commander.id && !isAdmin)', '!isAdmin'),
  OPN6: mutant(opinions, 'if (hasPersonalNumber(said.comment)) return personal();', ''),
  OPN7: mutant('common/protocol/opinion-levels.ts', 'FEW_OPINIONS = 5', 'FEW_OPINIONS = 4'),
  OPN8: mutant(opinions, 'sinceEndMs < AT_ONCE_MS', 'sinceEndMs > AT_ONCE_MS'),
  DEV1: mutant('server/devices/device-watch.ts', 'const AWAY_MS = 15_000;', 'const AWAY_MS = 0;'),
  DEV2: mutant(
    'server/reports/device-downtime.ts',
    'common(open.get(date) ?? [], united(spans))',
    'united(spans)',
  ),
  DEV3: mutant(
    'server/devices/device-watch.ts',
    'sinceMs: fromMs, carried: true',
    'sinceMs: fromMs, carried: false',
  ),
};
