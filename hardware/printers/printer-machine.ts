import type { PrintOutcome, PrintReason } from '../../common/protocol/hardware.ts';
import type {
  JobInHand,
  MachineEffect,
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
  type PrinterFacts,
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

export const pollIdleMs = 5_000;
export const pollBusyMs = 1_000;
const pollMuteMs = 15_000;
export const settleMs = 1_500;
/** A printer that breaks off at the same ticket again and again is tried more and more seldom. */
const settleLongestMs = 30_000;
const reopenFirstMs = 1_000;
const reopenLongestMs = 10_000;
const unansweredRoundsOfADeadLink = 2;

function listens(setting: MachineSetting): boolean {
  return setting.model.status !== 'none' && !setting.writesConfirm;
}

/** An obstacle that stops paper in the middle of a ticket; being merely offline (feed button) does not. */
function interrupts(facts: PrinterFacts): boolean {
  const reason = obstacle(facts);
  return reason !== null && reason !== 'offline';
}

class Draft {
  state: MachineState;
  readonly effects: MachineEffect[] = [];
  private readonly setting: MachineSetting;

  constructor(state: MachineState, setting: MachineSetting) {
    this.state = state;
    this.setting = setting;
  }

  set(change: Partial<MachineState>): void {
    this.state = { ...this.state, ...change };
  }

  setJob(change: Partial<JobInHand>): void {
    if (this.state.job !== null) this.set({ job: { ...this.state.job, ...change } });
  }

  emit(...effects: MachineEffect[]): void {
    this.effects.push(...effects);
  }

  settle(outcome: PrintOutcome, reason?: PrintReason): void {
    const job = this.state.job;
    if (job === null) return;
    this.set({ job: null });
    this.emit(
      { do: 'no-timer', timer: 'confirm' },
      { do: 'no-timer', timer: 'settle' },
      { do: 'settle', jobId: job.jobId, outcome, ...(reason === undefined ? {} : { reason }) },
    );
    this.planPoll();
  }

  /** The next poll, sooner while something is awaited; none while bytes are on their way before it. */
  planPoll(): void {
    if (!listens(this.setting) || this.state.link !== 'open' || this.state.asking !== null) return;
    const mute = this.state.checked && !this.state.answered;
    const busy = this.state.job !== null || obstacle(this.state.facts) !== null;
    this.emit({ do: 'timer', timer: 'poll', delayMs: mute ? pollMuteMs : busy ? pollBusyMs : pollIdleMs });
  }

  startRound(): void {
    if (this.state.asking !== null || this.state.link !== 'open') return;
    const delivering = this.state.job?.step === 'delivering';
    this.set({ asking: { topic: 1, round: {} } });
    if (delivering) this.setJob({ asked: true });
    this.emit(
      { do: 'no-timer', timer: 'poll' },
      { do: 'ask', topic: 1 },
      {
        do: 'timer',
        timer: 'answer',
        delayMs: this.setting.model.statusAnswerMs,
        ...(delivering ? { afterDots: true } : {}),
      },
    );
  }

  loseLink(): void {
    const { job, openFailures } = this.state;
    this.set({
      link: 'closed',
      facts: unknownFacts,
      checked: false,
      answered: false,
      unansweredRounds: 0,
      asking: null,
      openFailures: openFailures + 1,
    });
    for (const timer of ['poll', 'answer', 'confirm', 'settle'] as const)
      this.emit({ do: 'no-timer', timer });
    const delayMs = Math.min(reopenLongestMs, reopenFirstMs * 2 ** Math.min(openFailures, 8));
    this.emit({ do: 'timer', timer: 'reopen', delayMs });
    if (job === null) return;
    if (job.step === 'cutting' || job.step === 'confirming') {
      // Its paper has come, as a rule: to send it again would give two.
      this.settle('unconfirmed', 'disconnected');
      return;
    }
    const broken = job.step === 'sending' || job.step === 'delivering';
    this.setJob({ step: 'blocked', writing: false, lostLinks: job.lostLinks + (broken ? 1 : 0) });
  }

  learn(facts: PrinterFacts): void {
    this.set({ facts, checked: true, answered: true, unansweredRounds: 0 });
    const job = this.state.job;
    if (job !== null && interrupts(facts) && job.step !== 'blocked') {
      if (job.step === 'cutting' || job.step === 'confirming') this.emit({ do: 'again', jobId: job.jobId });
      this.setJob({ step: 'blocked' });
      this.emit({ do: 'no-timer', timer: 'confirm' }, { do: 'no-timer', timer: 'settle' });
    }
  }

  send(jobId: string, lostLinks: number): void {
    const mark = this.state.lastMark + 1;
    const part = listens(this.setting) && this.state.answered ? 'dots' : 'whole';
    const cutFirst = this.state.uncut !== null && this.state.uncut !== jobId;
    this.set({
      lastMark: mark,
      uncut: this.setting.writesConfirm ? null : jobId,
      job: { jobId, step: 'sending', writing: true, mark, lostLinks, asked: false, overdue: false },
    });
    this.emit({ do: 'no-timer', timer: 'poll' }, { do: 'send', jobId, mark, part, cutFirst });
  }

  /** The dots were received: the cut makes a paper of them. */
  cut(job: JobInHand): void {
    this.setJob({ step: 'cutting', writing: true });
    this.emit({ do: 'send', jobId: job.jobId, mark: job.mark, part: 'cut', cutFirst: false });
  }

  /** Whatever can be begun now is begun. */
  advance(): void {
    const { link, checked, facts, job, queue, held, asking } = this.state;
    if (held || link !== 'open' || !checked || obstacle(facts) !== null) return;
    // An answer that comes after the dots have left must not be one to a question from before.
    if (job === null && asking !== null) return;
    if (job === null) {
      const [next, ...rest] = queue;
      if (next === undefined) return;
      this.set({ queue: rest });
      this.send(next, 0);
    } else if (job.step === 'blocked' && !job.writing) {
      this.setJob({ step: 'settling' });
      const delayMs = Math.min(settleLongestMs, settleMs * 2 ** Math.max(0, job.lostLinks - 1));
      this.emit({ do: 'timer', timer: 'settle', delayMs });
    }
  }
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
      draft.set({ asking: null, checked: true, unansweredRounds: unansweredRounds + 1 });
      if (
        answered &&
        (unansweredRounds + 1 >= unansweredRoundsOfADeadLink || job?.overdue === true || awaitsDelivery(job))
      ) {
        draft.emit({ do: 'close' });
        draft.loseLink();
        return;
      }
      if (!answered && job?.step === 'confirming' && job.overdue) draft.settle('unconfirmed', 'no_answer');
      draft.planPoll();
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
      if (draft.state.held || draft.state.asking !== null || obstacle(draft.state.facts) !== null)
        draft.setJob({ step: 'blocked' });
      else draft.send(job.jobId, job.lostLinks);
      return;
  }
}

function onOpened(draft: Draft, setting: MachineSetting): void {
  draft.set({ link: 'open', openFailures: 0, facts: unknownFacts, checked: !listens(setting) });
  if (!listens(setting)) return;
  if (setting.model.status === 'asb') draft.emit({ do: 'report-automatically' });
  draft.startRound();
}

function onRemoved(draft: Draft, jobId: string): void {
  const { job, queue } = draft.state;
  if (job?.jobId === jobId) {
    draft.set({ job: null });
    draft.emit({ do: 'no-timer', timer: 'confirm' }, { do: 'no-timer', timer: 'settle' });
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
