import type { PrintOutcome, PrintReason } from '../../common/protocol/hardware.ts';
import {
  type JobInHand,
  type MachineEffect,
  type MachineSetting,
  type MachineState,
  standsStill,
} from './printer-machine-state.ts';
import { obstacle, type PrinterFacts, unknownFacts } from './status/printer-facts.ts';

export const pollIdleMs = 5_000;
export const pollBusyMs = 1_000;
const pollMuteMs = 15_000;
export const settleMs = 1_500;
/** A printer that breaks off at the same ticket again and again is tried more and more seldom. */
const settleLongestMs = 30_000;
const reopenFirstMs = 1_000;
const reopenLongestMs = 10_000;
/** With bytes of a job out, a printer that is silent for so long is shown as away; the job is not given up by it. */
const silentAfterMs = 5_000;

export function listens(setting: MachineSetting): boolean {
  return setting.model.status !== 'none' && !setting.writesConfirm;
}

/** An obstacle that stops paper in the middle of a ticket; being merely offline (feed button) does not. */
function interrupts(facts: PrinterFacts): boolean {
  const reason = obstacle(facts);
  return reason !== null && reason !== 'offline';
}

/** The next state of a printer while it is worked out: what several events do to it alike. */
export class Draft {
  state: MachineState;
  readonly effects: MachineEffect[] = [];
  /** The printer has said just now, in this very event, that it can print. */
  fresh = false;
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
    this.set({ job: null, silent: false });
    this.emit(
      { do: 'no-timer', timer: 'confirm' },
      { do: 'no-timer', timer: 'settle' },
      { do: 'no-timer', timer: 'silence' },
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
        ...(delivering ? { afterDots: 'always' as const } : {}),
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
      silent: false,
      asking: null,
      openFailures: openFailures + 1,
    });
    for (const timer of ['poll', 'answer', 'silence', 'confirm', 'settle'] as const)
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
    this.fresh = true;
    this.set({
      facts,
      checked: true,
      answered: true,
      unansweredRounds: 0,
      spoke: true,
      unansweredLinks: 0,
      openFailures: 0,
    });
    const job = this.state.job;
    if (job !== null && interrupts(facts) && job.step !== 'blocked') {
      if (job.step === 'cutting' || job.step === 'confirming') this.emit({ do: 'again', jobId: job.jobId });
      this.setJob({ step: 'blocked' });
      for (const timer of ['confirm', 'settle', 'silence'] as const) this.emit({ do: 'no-timer', timer });
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
    if (part === 'dots') this.listenForSilence();
  }

  /** Something was heard, or bytes leave: the time for the next word begins. */
  listenForSilence(): void {
    const { job, silent } = this.state;
    if (silent) this.set({ silent: false });
    if (job === null || !this.state.answered || standsStill(job.step)) return;
    this.emit({ do: 'timer', timer: 'silence', delayMs: silentAfterMs, afterDots: 'measured' });
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
    if (job === null || job.step === 'ready') {
      // An answer that comes after the dots have left must not be one to a question from before.
      const next = job?.jobId ?? queue[0];
      if (next === undefined || asking !== null) return;
      // What it said up to five seconds ago may be over: dots that a printer without paper takes into its memory come out
      // on the new roll, whatever has become of the ticket.
      if (this.state.answered && !this.fresh) {
        this.startRound();
        return;
      }
      if (job === null) this.set({ queue: queue.slice(1) });
      this.send(next, job?.lostLinks ?? 0);
    } else if (job.step === 'blocked' && !job.writing) {
      this.setJob({ step: 'settling' });
      const delayMs = Math.min(settleLongestMs, settleMs * 2 ** Math.max(0, job.lostLinks - 1));
      this.emit({ do: 'timer', timer: 'settle', delayMs });
    }
  }
}
