import type { CommandReply } from '../common/protocol/socket.ts';
import type { CounterRecord, LineTicketRecord, OfficerRecord } from '../common/protocol/views.ts';
import type { DeskQuestion } from './desk-dialog.tsx';
import type { ShortcutName } from './shortcuts.ts';
import type { Acts } from './use-acts.ts';
import type { Recorded, Visit } from './use-visit.ts';
import { unconfirmedCount, withCountsConfirmed } from './visit-work.ts';
import { say } from './words.ts';

/** A deed of the desk: what it does now, or why it does nothing. */
export type Deed = { readonly run: () => unknown } | { readonly whyNot: string };

/** What the desk knows when a key is pressed. */
export interface DeskNow {
  readonly own: CounterRecord;
  readonly present: LineTicketRecord | undefined;
  readonly visit: Visit;
  readonly lastAct: OfficerRecord['lastAct'];
  /** Until the loudspeaker has read the present number; 0: it has. */
  readonly announcedInSeconds: number;
  readonly isPractice: boolean;
  readonly acts: Acts;
  /** What was asked once already; the same again goes on. */
  readonly asked: { current: string | null };
  /** What was recorded of the visit that ended last here, should it come back. */
  readonly ended: { current: (Recorded & { readonly ticketId: string }) | null };
  ask(question: DeskQuestion): void;
}

/** Whether to go on: the first time the text is said instead. */
function confirmed({ asked, acts }: DeskNow, key: string, text: string): boolean {
  if (asked.current === key) return true;
  asked.current = key;
  acts.tell({ tone: 'ask', text });
  return false;
}

/** Whether its counts may be recorded: an unusual one that nobody confirmed is asked about once. */
function mayCount(desk: DeskNow): boolean {
  const { visit, present } = desk;
  const many = unconfirmedCount(visit.work);
  if (many === undefined) return true;
  if (!confirmed(desk, `count ${present?.ticketId} ${many}`, say('countAskAgain', { n: many }))) return false;
  visit.setWork(withCountsConfirmed(visit.work));
  return true;
}

/**
 * Whether a visit may end as it is recorded. A code left over is asked about once; so is nothing recorded, where the next
 * citizen would come at once. At a finish alone the desk says it, and Z brings the visit back.
 */
function mayEnd(desk: DeskNow, thenNext: boolean): boolean {
  const { visit, present } = desk;
  if (!mayCount(desk)) return false;
  const [code] = visit.tray;
  if (code !== undefined) return confirmed(desk, `codes ${present?.ticketId}`, say('codesLeft', { code }));
  if (!thenNext || !isUnrecorded(visit)) return true;
  return confirmed(desk, `nothing ${present?.ticketId}`, say('nothingRecorded'));
}

const isUnrecorded = (visit: Visit) => visit.work.length === 0 && visit.outcome === 'served';

const saidCalled = (reply: CommandReply) => say('calledNumber', { number: reply.ticket?.number ?? '' });

/** What each key of the desk does now. */
export function deedsOf(desk: DeskNow): Readonly<Record<ShortcutName | 'undo', Deed>> {
  const { own, present, visit, acts, ask } = desk;
  const { act } = acts;
  const counter = own.code;
  const number = present?.number ?? '';
  const serving = present?.state === 'serving';
  // What this window saw when the key was pressed: another window may be a step ahead.
  const here = { counter, present: present?.ticketId ?? null, presentState: present?.state ?? null };
  const recorded = () => ({ outcome: visit.outcome, transactions: [...withCountsConfirmed(visit.work)] });
  const ending = async (
    name: 'counter:finish' | 'counter:call-next',
    said: (reply: CommandReply) => string,
  ) => {
    if (present === undefined) return;
    if (visit.outcome === 'missing_papers')
      return ask({ kind: 'missing', thenNext: name === 'counter:call-next' });
    if (!mayEnd(desk, name === 'counter:call-next')) return;
    desk.ended.current = { ticketId: present.ticketId, outcome: visit.outcome, work: visit.work };
    const reply = await act(name, { ...here, ...recorded() }, said);
    if (reply !== undefined) visit.emptyTray();
  };
  const absent = () => {
    const { announcedInSeconds: n } = desk;
    if (n > 0 && !confirmed(desk, `absent ${number}`, say('notAnnounced', { n }))) return;
    return act('counter:no-show', here, () => say('markedAbsent'));
  };
  const undo = async (seen: number) => {
    const back = desk.ended.current;
    if (back !== null) visit.bringBack(back.ticketId, back);
    await act('counter:undo', { counter, act: seen }, (reply) =>
      say('undone', { number: reply.ticket?.number ?? '' }),
    );
  };
  const nobody: Deed = { whyNot: say('whyNobody') };
  const onlyCalled = (run: () => unknown): Deed =>
    present === undefined ? nobody : serving ? { whyNot: say('whyServing', { number }) } : { run };
  const onlyFree = (run: () => unknown): Deed =>
    present === undefined ? { run } : { whyNot: say('whyPresent', { number }) };
  const onlyPresent = (run: () => unknown): Deed => (present === undefined ? nobody : { run });
  const resume: Deed = { run: () => act('counter:resume', { counter }) };
  const paused = own.state === 'paused';
  const main = () => {
    if (present === undefined) return act('counter:call-next', here, saidCalled);
    return serving
      ? ending('counter:finish', () => say(isUnrecorded(visit) ? 'finishedUnrecorded' : 'finishedNumber'))
      : act('counter:start', here);
  };
  return {
    help: { run: () => ask({ kind: 'help' }) },
    main: paused ? resume : { run: main },
    recall: onlyCalled(() => act('counter:recall', here, () => say('recalled'))),
    noShow: onlyCalled(absent),
    park: onlyPresent(() => ask({ kind: 'park' })),
    transfer: onlyPresent(() => (mayCount(desk) ? ask({ kind: 'transfer' }) : undefined)),
    finishAndNext:
      present === undefined || serving
        ? onlyPresent(() => ending('counter:call-next', saidCalled))
        : { whyNot: say('whyNotStarted', { number }) },
    callByNumber: { run: () => ask({ kind: 'by-number' }) },
    pause: paused ? resume : onlyFree(() => ask({ kind: 'pause' })),
    issueHere: { run: () => ask({ kind: 'issue' }) },
    // A remark goes to the leaders: it is never practised.
    remark: desk.isPractice ? { whyNot: say('whyPractice') } : { run: () => ask({ kind: 'remark' }) },
    undo:
      desk.lastAct === null
        ? { whyNot: say('whyNothingToUndo') }
        : { run: () => undo(desk.lastAct?.act ?? 0) },
  };
}
