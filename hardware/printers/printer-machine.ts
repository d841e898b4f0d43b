import { Draft, listens, pollBusyMs } from './printer-machine-draft.ts';
import type {
  JobInHand,
  MachineEvent,
  MachineSetting,
  MachineState,
  TimerName,
  Transition,
} from './printer-machine-state.ts';
import {
  factsFromAutomatic,
  factsFromRound,
  obstacle,
  paperFromAnswer,
  unknownFacts,
} from './status/printer-facts.ts';
import type { StatusFrame } from './status/status-framing.ts';
import { processIdBytes, statusTopics } from './status/status-requests.ts';

/**
 * One printer as a pure state machine: an event in, the next state and the effects out; nothing is run here.
 * The rules it keeps: one job in hand at a time, in the order of the queue; a job is `printed` only when the
 * printer has said so; what is interrupted by paper or cover is printed whole again under the same number;
 * a printer that never answers prints all the same, and its jobs end as `unconfirmed`; a lost link is waited for however
 * often it breaks, and what may have become a paper is not sent again.
 */

const unansweredRoundsOfADeadLink = 2;
/** So many silent links in a row make a printer that used to answer a mute one: another stands there now. */
const unansweredLinksOfAMutePrinter = 20;

/** It used to answer and says nothing on this link: to print without its word would lose the tickets. */
function hangs({ spoke, unansweredLinks }: MachineState): boolean {
  return spoke && unansweredLinks < unansweredLinksOfAMutePrinter;
}

/** The printer was asked whether it received the dots, and was given the time that they take. */
function awaitsDelivery(job: JobInHand | null): boolean {
  return job?.step === 'delivering' && job.asked;
}

/** The confirmation may be heard before this process hears that the last bytes have left. */
function awaitsConfirmation(job: JobInHand | null): job is JobInHand {
  return job?.step === 'cutting' || job?.step === 'confirming';
}

function onWritten(
  draft: Draft,
  { mark, part, paperMs }: Extract<MachineEvent, { type: 'written' }>,
  setting: MachineSetting,
): void {
  const job = draft.state.job;
  if (part !== 'dots' && mark === draft.state.lastMark) draft.set({ uncut: null });
  if (job === null || job.mark !== mark || !job.writing) return;
  draft.setJob({ writing: false });
  if (job.step !== 'sending' && job.step !== 'cutting') {
    draft.planPoll();
    return;
  }
  if (part === 'dots') {
    draft.setJob({ step: 'delivering' });
    draft.startRound();
    return;
  }
  if (setting.writesConfirm) {
    draft.settle('printed');
    return;
  }
  const { confirmation, confirmWithinMs, statusAnswerMs } = setting.model;
  if (confirmation === 'none') {
    draft.settle('unconfirmed', 'no_confirmation');
    return;
  }
  draft.setJob({ step: 'confirming' });
  const mute = listens(setting) && !draft.state.answered;
  const inTurnMs = draft.state.missedConfirmation ? paperMs + statusAnswerMs : confirmWithinMs;
  const waitMs = confirmation === 'dle-eot' ? paperMs : mute ? statusAnswerMs : inTurnMs;
  draft.emit({ do: 'timer', timer: 'confirm', delayMs: waitMs });
  if (confirmation !== 'dle-eot') draft.planPoll();
}

function onFrame(draft: Draft, frame: StatusFrame, setting: MachineSetting): void {
  const { job, asking, facts } = draft.state;
  switch (frame.kind) {
    case 'automatic':
      draft.learn(factsFromAutomatic(frame.bytes));
      draft.planPoll();
      return;
    case 'real-time': {
      // Without a question it answers nothing of ours.
      if (asking === null) return;
      const round = { ...asking.round, [asking.topic]: frame.byte };
      const next = statusTopics[statusTopics.indexOf(asking.topic) + 1];
      if (next !== undefined) {
        draft.set({ asking: { topic: next, round } });
        draft.emit(
          { do: 'ask', topic: next },
          { do: 'timer', timer: 'answer', delayMs: setting.model.statusAnswerMs },
        );
        return;
      }
      draft.set({ asking: null });
      draft.emit({ do: 'no-timer', timer: 'answer' });
      draft.learn(factsFromRound({ 1: 0, 2: 0, 3: 0, 4: 0, ...round }));
      onRoundEnd(draft, setting);
      return;
    }
    case 'paper': {
      if (setting.model.confirmation !== 'gs-r' || !awaitsConfirmation(job)) return;
      const paper = paperFromAnswer(frame.byte);
      draft.learn({ ...facts, paper });
      if (paper !== 'out') draft.settle('printed');
      draft.set({ missedConfirmation: false });
      draft.planPoll();
      return;
    }
    case 'process-id':
      if (!awaitsConfirmation(job)) return;
      if (processIdBytes(job.mark).join() !== frame.mark.join()) return;
      draft.set({ missedConfirmation: false });
      draft.settle('printed');
      draft.planPoll();
      return;
    case 'noise':
      return;
  }
}

/** A whole round was answered: a job whose time was up is settled by it. */
function onRoundEnd(draft: Draft, setting: MachineSetting): void {
  const job = draft.state.job;
  if (job?.step === 'delivering') {
    if (!job.asked) draft.startRound();
    else if (obstacle(draft.state.facts) === null) draft.cut(job);
    else draft.planPoll();
    return;
  }
  if (job?.step === 'confirming' && job.overdue) {
    if (obstacle(draft.state.facts) !== null) {
      // Offline without a cause that stops paper, such as the feed button held down: give it more time.
      draft.setJob({ overdue: false });
      draft.emit({ do: 'timer', timer: 'confirm', delayMs: pollBusyMs });
    } else if (setting.model.confirmation === 'dle-eot') draft.settle('printed');
    else {
      draft.set({ missedConfirmation: true });
      draft.settle('unconfirmed', 'no_confirmation');
    }
  }
  draft.planPoll();
}

function onTimer(draft: Draft, timer: TimerName, setting: MachineSetting): void {
  const { job, answered, unansweredRounds } = draft.state;
  switch (timer) {
    case 'reopen':
      if (draft.state.link !== 'closed') return;
      draft.set({ link: 'opening' });
      draft.emit({ do: 'open' });
      return;
    case 'poll':
      // Behind the bytes of a job a question would be answered late; the job's own end comes first.
      if (job?.writing !== true) draft.startRound();
      return;
    case 'answer':
      if (draft.state.asking === null) return;
      draft.set({ asking: null, unansweredRounds: unansweredRounds + 1 });
      if (
        answered
          ? unansweredRounds + 1 >= unansweredRoundsOfADeadLink ||
            job?.overdue === true ||
            awaitsDelivery(job)
          : hangs(draft.state)
      ) {
        draft.set({ unansweredLinks: draft.state.unansweredLinks + 1 });
        draft.emit({ do: 'close' });
        draft.loseLink();
        return;
      }
      draft.set({ checked: true });
      if (!answered && job?.step === 'confirming' && job.overdue) draft.settle('unconfirmed', 'no_answer');
      draft.planPoll();
      return;
    case 'silence':
      draft.set({ silent: true });
      return;
    case 'confirm':
      if (job?.step !== 'confirming') return;
      if (!listens(setting) || (!answered && draft.state.checked)) {
        draft.settle('unconfirmed', 'no_answer');
        return;
      }
      draft.setJob({ overdue: true });
      draft.startRound();
      return;
    case 'settle':
      if (job?.step !== 'settling') return;
      draft.setJob({ step: obstacle(draft.state.facts) === null ? 'ready' : 'blocked' });
      return;
  }
}

function onOpened(draft: Draft, setting: MachineSetting): void {
  const { spoke, openFailures } = draft.state;
  draft.set({
    link: 'open',
    // A printer that hangs takes every link: only its answer ends its absence.
    openFailures: spoke ? openFailures : 0,
    facts: unknownFacts,
    checked: !listens(setting),
  });
  if (!listens(setting)) return;
  if (setting.model.status === 'asb') draft.emit({ do: 'report-automatically' });
  draft.startRound();
}

function onRemoved(draft: Draft, jobId: string): void {
  const { job, queue } = draft.state;
  if (job?.jobId === jobId) {
    draft.set({ job: null, silent: false });
    for (const timer of ['confirm', 'settle', 'silence'] as const) draft.emit({ do: 'no-timer', timer });
  } else draft.set({ queue: queue.filter((queued) => queued !== jobId) });
}

/** The next state after an event, and what is to be done, in order. */
export function transition(state: MachineState, event: MachineEvent, setting: MachineSetting): Transition {
  const draft = new Draft(state, setting);
  switch (event.type) {
    case 'start':
      if (state.link === 'closed') {
        draft.set({ link: 'opening', uncut: event.uncut ?? null });
        draft.emit({ do: 'open' });
      }
      break;
    case 'opened':
      onOpened(draft, setting);
      break;
    case 'closed':
      if (state.link !== 'closed') draft.loseLink();
      break;
    case 'frame':
      draft.listenForSilence();
      onFrame(draft, event.frame, setting);
      break;
    case 'queued':
      draft.set({ queue: [...state.queue, event.jobId] });
      break;
    case 'written':
      onWritten(draft, event, setting);
      break;
    case 'held':
      draft.set({ held: event.held });
      break;
    case 'removed':
      onRemoved(draft, event.jobId);
      break;
    case 'timer':
      onTimer(draft, event.timer, setting);
      break;
  }
  draft.advance();
  return { state: draft.state, effects: draft.effects };
}
