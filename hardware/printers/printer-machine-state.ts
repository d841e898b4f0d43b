import type { PrintOutcome, PrintReason } from '../../common/protocol/hardware.ts';
import type { PrinterModel } from './printer-model.ts';
import { type PrinterFacts, type StatusRound, unknownFacts } from './status/printer-facts.ts';
import type { StatusFrame } from './status/status-framing.ts';
import type { StatusTopic } from './status/status-requests.ts';

/** What the printer's state machine is made of: its state, its events and its effects. */

export type TimerName = 'reopen' | 'poll' | 'answer' | 'silence' | 'confirm' | 'settle';

/**
 * A job is sent in two parts: the dots, and then, once the printer has answered that it received them, the cut that makes
 * a paper of them. What breaks off before the cut can be sent again without giving a second paper; what breaks off after
 * it is not sent again. A printer that answers nothing gets both parts as one.
 *
 * sending: the dots are leaving; delivering: they have left, and the printer is asked whether it received them;
 * cutting: the cut is leaving; confirming: everything has left; blocked: must be sent (again) once the printer can;
 * settling: it can again, and late answers to the interrupted sending are let pass first; ready: they have passed, and it
 * is sent when the printer says once more that it can.
 */
export type JobStep = 'sending' | 'delivering' | 'cutting' | 'confirming' | 'blocked' | 'settling' | 'ready';

/** Steps in which nothing of a job is on its way: it can be taken back. */
export function standsStill(step: JobStep): boolean {
  return step === 'blocked' || step === 'settling' || step === 'ready';
}

/** Parts of a job that are written as one: `whole` is both. */
export type JobPart = 'dots' | 'cut' | 'whole';

export interface JobInHand {
  readonly jobId: string;
  readonly step: JobStep;
  /** Bytes of this job are still on their way, also after it was interrupted. */
  readonly writing: boolean;
  /** Distinguishes this sending from earlier ones in a process-id answer. */
  readonly mark: number;
  /** Links lost while this job was on its way. */
  readonly lostLinks: number;
  /** A round of status began after its dots had left: its answers mean that they were received. */
  readonly asked: boolean;
  /** The time for its confirmation is over; the next round of status decides. */
  readonly overdue: boolean;
}

export interface MachineState {
  readonly link: 'closed' | 'opening' | 'open';
  readonly openFailures: number;
  readonly facts: PrinterFacts;
  /** The status is known on this link, or the printer has proved mute. */
  readonly checked: boolean;
  /** Something was answered on this link. */
  readonly answered: boolean;
  readonly unansweredRounds: number;
  /** It has answered since this process started: when it does not on a new link, it hangs and is not a mute model. */
  readonly spoke: boolean;
  /** Links in a row on which it answered nothing. */
  readonly unansweredLinks: number;
  /** Bytes of a job are out and nothing has been heard for longer than a printer that works is silent. */
  readonly silent: boolean;
  /** The last job that could be confirmed was not: the next ones are not awaited as long. */
  readonly missedConfirmation: boolean;
  readonly asking: { readonly topic: StatusTopic; readonly round: StatusRound } | null;
  /** Jobs not yet begun, next first. */
  readonly queue: readonly string[];
  readonly job: JobInHand | null;
  readonly lastMark: number;
  /** No job is begun. */
  readonly held: boolean;
  /** Dots of this job may lie in the printer without their cut: a cut separates them from another job's. */
  readonly uncut: string | null;
}

export type MachineEvent =
  | { readonly type: 'start'; readonly uncut?: string | null }
  | { readonly type: 'opened' }
  | { readonly type: 'closed' }
  | { readonly type: 'frame'; readonly frame: StatusFrame }
  | { readonly type: 'queued'; readonly jobId: string }
  | { readonly type: 'held'; readonly held: boolean }
  | { readonly type: 'written'; readonly mark: number; readonly part: JobPart; readonly paperMs: number }
  | { readonly type: 'removed'; readonly jobId: string }
  | { readonly type: 'timer'; readonly timer: TimerName };

export type MachineEffect =
  | { readonly do: 'open' }
  | { readonly do: 'close' }
  | { readonly do: 'report-automatically' }
  | { readonly do: 'ask'; readonly topic: StatusTopic }
  | {
      readonly do: 'send';
      readonly jobId: string;
      readonly mark: number;
      readonly part: JobPart;
      /** A cut goes before the dots. */
      readonly cutFirst: boolean;
    }
  /** The paper of this job broke off after all: its cut is to leave again. */
  | { readonly do: 'again'; readonly jobId: string }
  | {
      readonly do: 'settle';
      readonly jobId: string;
      readonly outcome: PrintOutcome;
      readonly reason?: PrintReason;
    }
  | {
      readonly do: 'timer';
      readonly timer: TimerName;
      readonly delayMs: number;
      /**
       * The answer comes after the dots on the same line: as long as they take is added. `measured`: only when this line
       * has shown how long that is.
       */
      readonly afterDots?: 'always' | 'measured';
    }
  | { readonly do: 'no-timer'; readonly timer: TimerName };

export interface MachineSetting {
  readonly model: PrinterModel;
  /** The transport itself vouches for what was written (files of the virtual printer). */
  readonly writesConfirm: boolean;
}

export interface Transition {
  readonly state: MachineState;
  readonly effects: readonly MachineEffect[];
}

/** Nothing is heard of it: no link, silence with a job in hand, or a link on which it has not answered as it used to. */
export function isAway({ link, silent, spoke, checked }: MachineState): boolean {
  return link !== 'open' || silent || (spoke && !checked);
}

export const initialMachine: MachineState = {
  link: 'closed',
  openFailures: 0,
  facts: unknownFacts,
  checked: false,
  answered: false,
  unansweredRounds: 0,
  spoke: false,
  unansweredLinks: 0,
  silent: false,
  missedConfirmation: false,
  asking: null,
  queue: [],
  job: null,
  lastMark: 0,
  held: false,
  uncut: null,
};
