import { mutant } from './mutant.mjs';

const applied = 'server/domain/apply.ts';
const calendar = 'server/domain/calendar.ts';
const callOrder = 'server/domain/call-order.ts';
const counters = 'server/domain/decide-counters.ts';
const drawing = 'server/domain/decide-tickets.ts';
const issuing = 'server/domain/issuing.ts';
const numbering = 'server/domain/numbering.ts';
const persons = 'server/domain/person-limit.ts';
const posts = 'server/domain/decide-posts.ts';
const stage = 'server/domain/call-stage.ts';

/** One mutant a rule of docs/queue-rules.md, from the number to the end of the visit. */
export const rulesOfTickets = {
  NUM1: mutant(numbering, 'String(range.start + ordinal)', 'String(range.start + ordinal + 1)'),
  NUM2: mutant(
    numbering,
    'for (const theirs of [ordinaryStretch(other.range), widerStretch(other.range)])',
    'for (const theirs of [ordinaryStretch(other.range)])',
  ),
  NUM3: mutant(numbering, 'wider.first + (ordinal - range.size)', 'wider.first + ordinal'),
  ISSUE1: mutant(issuing, 'moment.minuteOfDay < minutesOf(w.to)', 'moment.minuteOfDay <= minutesOf(w.to)'),
  ISSUE2: mutant(issuing, 'issued - skipped >= field.quotaPerDay', 'issued - skipped > field.quotaPerDay'),
  ISSUE3: mutant(calendar, "if (windows.length === 0) return { kind: 'always' };", ''),
  ISSUE4: mutant(drawing, 'procedure.field !== field.code', 'procedure.field === undefined'),
  ISSUE5: mutant(persons, 'drawn < limit', 'drawn <= limit'),
  PRIO1: mutant(
    drawing,
    "around.channel === 'counter' && payload.priorityReason",
    "around.channel === 'api' && payload.priorityReason",
  ),
  CALL1: mutant(counters, "payload.outcome ?? 'served'", "payload.outcome ?? 'unrecorded'"),
  CALL2: mutant(callOrder, 'waitMs * discipline.weight', 'waitMs * (discipline.weight - 1)'),
  CALL3: mutant(callOrder, 'waitMs + discipline.minutes * 60_000', 'waitMs + discipline.minutes * 30_000'),
  CALL4: mutant(
    callOrder,
    'lines.ordinaryStreak >= rule.discipline.ordinaryPerPriority',
    'lines.ordinaryStreak > rule.discipline.ordinaryPerPriority',
  ),
  CALL5: mutant(callOrder, 'const CLASS_ABOVE_MS = 1e12;', 'const CLASS_ABOVE_MS = 0;'),
  CALL6: mutant(callOrder, 'if (ownEmpty) collect(', 'if (rule.help === "when-empty") collect('),
  CALL7: mutant(callOrder, 'each.ticket.orderedAtMs > each.targetMs', 'each.ticket.orderedAtMs > 0'),
  CALL8: mutant(drawing, '60_000 ? nowMs : slotMs', '60_000 ? slotMs : nowMs'),
  CALL9: mutant(
    counters,
    "ticket.state === 'called' || ticket.state === 'serving'",
    "ticket.state === 'serving'",
  ),
  CTR1: mutant(counters, 'if (counter.officer !== officer)', 'if (counter.officer === null)'),
  CTR2: mutant(
    counters,
    'other !== counter && other.officer === officer',
    'other === counter && other.officer === officer',
  ),
  CTR3: mutant(
    counters,
    "commander.role === 'clerk' && counter.officer !== commander.id",
    "commander.role === 'chairman' && counter.officer !== commander.id",
  ),
  CTR4: mutant(
    posts,
    "payload.withTicket === undefined || payload.withTicket === 'keep'",
    "payload.withTicket === 'keep'",
  ),
  CTR5: mutant('server/domain/apply-counters.ts', 'counter.primaryFields = event.primaryFields;', ''),
  CTR6: mutant(
    counters,
    "  if (counter.state === 'paused')\n    return no('counter_paused', 'resume the counter first', { counter: payload.counter });\n  const unfit",
    '  const unfit',
  ),
  CTR7: mutant(
    'server/domain/decide.ts',
    'if (there !== present)',
    'if (there === null && present !== null)',
  ),
  CTR8: mutant(posts, 'const own = counter.officer === around.commander.id;', 'const own = true;'),
  CTR9: mutant('server/domain/decide.ts', 'nowMs - sinceMs < DOUBLE_PRESS_MS', 'nowMs - sinceMs < 0'),
  STAGE1: mutant(stage, 'startMs + Math.max(GREAT_MS, spokenMs)', 'startMs + spokenMs'),
  STAGE2: mutant(stage, 'const MERGED_CALLS = 3;', 'const MERGED_CALLS = 1;'),
  STAGE3: mutant(stage, 'if (overtaken < 0)', 'if (overtaken < 9)'),
  STAGE4: mutant(
    counters,
    'around.announcedUntil({ number: ticket.number, counter: payload.counter }) ?? 0',
    '0',
  ),
  STAGE5: mutant(stage, 'each.endsAt < own.endsAt', 'each.endsAt <= own.endsAt'),
  NOSHOW1: mutant(applied, 'ticket.eligibleAtMs = event.eligibleAtMs;', ''),
  NOSHOW2: mutant(
    counters,
    'ticket.callCount >= rule.endsAfterCalls',
    'ticket.callCount > rule.endsAfterCalls',
  ),
  NOSHOW3: mutant(applied, "if (how === 'no_show') return;", ''),
  NOSHOW4: mutant(applied, 'ticket.eligibleAtMs = 0;\n      ticket.parkReason', 'ticket.parkReason'),
  PASS1: mutant('server/domain/let-pass.ts', 'const PASSING = 3;', 'const PASSING = 2;'),
  PASS2: mutant(
    'server/domain/let-pass.ts',
    "if (ticket.state !== 'waiting')\n    return no(",
    "if (ticket.state === 'parked')\n    return no(",
  ),
  PASS3: mutant(
    'server/domain/let-pass.ts',
    'ticket.letPassCount >= PASSES_MOST',
    'ticket.letPassCount > PASSES_MOST',
  ),
  PASS4: mutant(
    'server/domain/decide-tickets.ts',
    'return did([byHolder ? { ...cancelled, byHolder } : cancelled], ticket.id);',
    'return did([cancelled], ticket.id);',
  ),
  PARK1: mutant(
    applied,
    "leaveCounter(state, ticket);\n      ticket.state = 'parked';",
    "ticket.state = 'parked';",
  ),
  PARK2: mutant(
    applied,
    'ticket.eligibleAtMs = 0;\n      ticket.parkReason',
    'Object.assign(ticket, { orderedAtMs: atMs, eligibleAtMs: 0 });\n      ticket.parkReason',
  ),
  PARK3: mutant(
    'server/storage/ticket-projection.ts',
    'if (missing === undefined && reason !== PARKED_FOR_PAPERS) return;',
    'if (missing === undefined) return;',
  ),
  TRANS1: mutant(
    applied,
    'ticket.reservedFor = event.reservedFor;\n',
    'ticket.reservedFor = event.reservedFor;\n      Object.assign(ticket, { orderedAtMs: atMs });\n',
  ),
  FIN1: mutant(
    counters,
    'recordedWork(payload.transactions),\n        around.moment.atMs',
    '[],\n        around.moment.atMs',
  ),
  FIN2: mutant(counters, 'ticket.startedAtMs ?? ticket.lastCalledAtMs', 'ticket.lastCalledAtMs'),
  FIN3: mutant(counters, 'payload.field ?? ticket.field,\n      ),', 'ticket.field,\n      ),'),
  FIN4: mutant('server/domain/visit-work.ts', 'count > UNUSUAL_COUNT', 'count > 999'),
  UNDO1: mutant(
    'server/domain/decide-reopen.ts',
    'if (!stillStands(state, act))',
    'if (stillStands === undefined)',
  ),
  UNDO2: mutant(
    'server/domain/decide-reopen.ts',
    "before.startedAtMs === null ? 'called' : 'serving'",
    "before.startedAtMs === null ? 'called' : 'called'",
  ),
  UNDO3: mutant(applied, "how === 'done' || how === 'cancelled'", "how === 'done'"),
  PRINT1: mutant(
    'server/devices/printing.ts',
    'if (events.length > 0) await this.options.hall.record(events);',
    '',
  ),
  PRINT2: mutant('server/domain/print-jobs.ts', 'number: ticket.number,', 'number: ticket.id,'),
  PRINT3: mutant('server/devices/printing.ts', 'const PATIENCE_MS = 8_000;', 'const PATIENCE_MS = 16_000;'),
  PRINT4: mutant(
    drawing,
    'if (openJobOf(state, ticket.id)?.printer === printer)',
    'if (openJobOf(state, "")?.printer === printer)',
  ),
  PRINT5: mutant(applied, 'cancelJobsOf(state, ticket.id);\n      remember(', 'remember('),
  PRINT6: mutant('server/domain/print-jobs.ts', 'named ?? ownPrinter ?? state', 'named ?? state'),
  PRINT7: mutant(
    'server/devices/printing.ts',
    'for (const job of [...hall.state.printJobs.values()]) this.take(job);',
    '',
  ),
  EST1: mutant('server/domain/estimate.ts', 'Math.round(rolled?.waitMs ?? queueMs)', 'Math.round(queueMs)'),
  EST2: mutant(
    'server/domain/estimate.ts',
    "if (serving.length === 0 && reserved?.state !== 'open') return null;",
    '',
  ),
  EST3: mutant('server/domain/wait-range.ts', 'RANGE_SHARE = 0.8;', 'RANGE_SHARE = 0.5;'),
  EST4: mutant(
    'server/domain/wait-memory.ts',
    'const weight = 1 / (loss * loss);',
    'const weight = loss * loss;',
  ),
  EST5: mutant(
    'server/domain/work-breaks.ts',
    'minuteOfDay + minutes <= minutesOf(now.to)',
    'minuteOfDay <= minutesOf(now.to)',
  ),
  EST6: mutant('common/i18n/wait-words.ts', 'const USEFUL_WIDTH = 45;', 'const USEFUL_WIDTH = 90;'),
  DOS1: mutant(
    'server/domain/dossiers.ts',
    'tellsProcedure ? told.procedure : before.procedure',
    'tellsProcedure ? told.procedure : null',
  ),
  DOS2: mutant('server/domain/dossiers.ts', 'same ? [] : [', 'false ? [] : ['),
  DOS3: mutant('server/domain/dossiers.ts', '(told.papers ?? []).some(hasPersonalNumber)', 'false'),
  DOS4: mutant(drawing, 'payload.dossierCode ? { dossierCode: payload.dossierCode } : {}', '{}'),
  DOS5: mutant('server/domain/dossiers.ts', 'if (only[0]) return only[0].code;', ''),
  DOS6: mutant('server/domain/dossiers.ts', 'asOfMs > knownMs || (', 'isDated || ('),
};
