import type { CommandName, Payload } from '../../common/protocol/commands.ts';
import { DOUBLE_PRESS_MS } from '../../common/protocol/desk-bounds.ts';
import type { TicketState } from '../../common/protocol/primitives.ts';
import { confirmDay, correctDay } from './correct-day.ts';
import { closeDay } from './day.ts';
import * as calendar from './decide-calendar.ts';
import * as catalogue from './decide-catalogue.ts';
import * as counters from './decide-counters.ts';
import { signLanguage } from './decide-languages.ts';
import * as opinions from './decide-opinions.ts';
import * as people from './decide-people.ts';
import * as posts from './decide-posts.ts';
import * as procedures from './decide-procedures.ts';
import * as remarks from './decide-remarks.ts';
import * as reopening from './decide-reopen.ts';
import * as rosters from './decide-rosters.ts';
import * as tickets from './decide-tickets.ts';
import { type Circumstances, type Decision, type Handler, no } from './decision.ts';
import { tellDossier } from './dossiers.ts';
import { endLoan, lend } from './lending.ts';
import { letPass } from './let-pass.ts';
import { acknowledgeRecord } from './restoring.ts';
import type { HallState } from './state.ts';

/** Commands that only the core decides; `template:apply` needs the template's data and is decided in the shell. */
type CoreCommand = Exclude<CommandName, 'template:apply'>;

const HANDLERS: { readonly [N in CoreCommand]: Handler<N> } = {
  'ticket:issue': tickets.issue,
  'ticket:reprint': tickets.reprint,
  'ticket:cancel': tickets.cancel,
  'ticket:set-priority': tickets.setPriority,
  'ticket:let-pass': letPass,
  'ticket:return': tickets.giveBack,
  'ticket:correct': tickets.correct,
  'counter:open': counters.open,
  'counter:close': posts.close,
  'counter:pause': posts.pause,
  'counter:resume': posts.resume,
  'counter:take-over': posts.takeOver,
  'counter:call-next': counters.callNext,
  'counter:call': counters.callNumber,
  'counter:recall': counters.recall,
  'counter:start': counters.start,
  'counter:no-show': counters.noShow,
  'counter:park': counters.park,
  'counter:transfer': counters.transfer,
  'counter:finish': counters.finish,
  'counter:undo': reopening.undo,
  'counter:reopen': reopening.reopen,
  'counter:set-fields': counters.setFields,
  'counter:lend': lend,
  'counter:end-loan': endLoan,
  'day:close': closeDay,
  'day:correct': correctDay,
  'day:confirm': confirmDay,
  'record:acknowledge': acknowledgeRecord,
  'notice:put': catalogue.putNotice,
  'notice:withdraw': catalogue.withdrawNotice,
  'remark:make': remarks.makeRemark,
  'remark:withdraw': remarks.withdrawRemark,
  'remark:settle': remarks.settleRemark,
  'opinion:give': opinions.giveOpinion,
  'opinion:key-in': opinions.keyInOpinion,
  'opinion:withdraw': opinions.withdrawOpinion,
  'dossier:tell': tellDossier,
  'field:put': catalogue.putField,
  'procedure:put': procedures.putProcedure,
  'procedure:withdraw-version': procedures.withdrawVersion,
  'procedure-list:import': procedures.importList,
  'agency:put': people.putAgency,
  'officer:put': people.putOfficer,
  'officer:remove': people.removeOfficer,
  'officer:release': posts.release,
  'officer:rotate': people.rotate,
  'officer:leave-put': people.putLeave,
  'officer:leave-remove': people.removeLeave,
  'roster:confirm': rosters.confirm,
  'roster:withdraw': rosters.withdraw,
  'roster:apply': rosters.applyRoster,
  'roster:undo-apply': rosters.undoApply,
  'calendar:put': calendar.putDay,
  'calendar:clear': calendar.clearDay,
  'language:sign': signLanguage,
  'hall-name:put': calendar.putHallName,
  'hall-name:remove': calendar.removeHallName,
  'counter:put': catalogue.putCounter,
  'settings:put': catalogue.putSettings,
  'button:bind': catalogue.bindButton,
  'button:unbind': catalogue.unbindButton,
  'printer:put': catalogue.putPrinter,
  'printer:remove': catalogue.removePrinter,
};

/**
 * What a command leads to in this state, at this moment, from this person or device. Pure: changes nothing and reads no
 * clock. The caller has parsed the payload, checked the role and rolled the day over.
 */
export function decide<N extends CoreCommand>(
  state: HallState,
  name: N,
  payload: Payload<N>,
  around: Circumstances,
): Decision {
  const other = otherPresent(state, payload, around.moment.atMs);
  if (other) return other;
  const handler = HANDLERS[name] as Handler<N>;
  return handler(state, payload, around);
}

/** Refuses what was meant for another ticket, or for another state of it, than the one now at the counter [CTR7], [CTR9]. */
function otherPresent(state: HallState, payload: object, nowMs: number): Decision | null {
  const { counter, present, presentState } = payload as {
    counter?: string;
    present?: string | null;
    presentState?: TicketState | null;
  };
  if (counter === undefined || present === undefined) return null;
  const there = state.counters.get(counter)?.presentTicketId ?? null;
  if (there !== present)
    return no('conflict', 'another ticket is at the counter by now', { counter, present: there });
  const ticket = there === null ? undefined : state.tickets.get(there);
  if (!ticket || presentState === undefined) return null;
  if (ticket.state !== presentState)
    return no('conflict', 'the ticket has gone on by now', { counter, state: ticket.state });
  const sinceMs = ticket.startedAtMs;
  return sinceMs !== null && nowMs >= sinceMs && nowMs - sinceMs < DOUBLE_PRESS_MS
    ? no('pressed_twice', 'a second press within a moment', { counter, state: ticket.state })
    : null;
}
