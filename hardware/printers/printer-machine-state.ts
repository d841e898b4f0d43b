import type { PrintOutcome, PrintReason } from '../../common/protocol/hardware.ts';
import type { PrinterModel } from './printer-model.ts';
import { type PrinterFacts, type StatusRound, unknownFacts } from './status/printer-facts.ts';
import type { StatusFrame } from './status/status-framing.ts';
import type { StatusTopic } from './status/status-requests.ts';

/** What the printer's state machine is made of: its state, its events and its effects. */

export type TimerName = 'reopen' | 'poll' | 'answer' | 'confirm' | 'settle';

/**
 * sending: bytes are leaving; confirming: all have left; blocked: must be sent (again) once the printer can;
 * settling: it can again, and late answers to the interrupted sending are let pass first.
 */
export type JobStep = 'sending' | 'confirming' | 'blocked' | 'settling';

export interface JobInHand {
  readonly jobId: string;
  readonly step: JobStep;
  /** Bytes of this job are still on their way, also after it was interrupted. */
  readonly writing: boolean;
  /** Distinguishes this sending from earlier ones in a process-id answer. */
  readonly mark: number;
  /** Links lost while this job was on its way. */
  readonly lostLinks: number;
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
  /** The last job that could be confirmed was not: the next ones are not awaited as long. */
  readonly missedConfirmation: boolean;
  readonly asking: { readonly topic: StatusTopic; readonly round: StatusRound } | null;
  /** Jobs not yet begun, next first. */
  readonly queue: readonly string[];
  readonly job: JobInHand | null;
  readonly lastMark: number;
}

export type MachineEvent =
  | { readonly type: 'start' }
  | { readonly type: 'opened' }
  | { readonly type: 'closed' }
  | { readonly type: 'frame'; readonly frame: StatusFrame }
  | { readonly type: 'queued'; readonly jobId: string }
  | { readonly type: 'written'; readonly mark: number; readonly paperMs: number }
  | { readonly type: 'removed'; readonly jobId: string }
  | { readonly type: 'timer'; readonly timer: TimerName };

export type MachineEffect =
  | { readonly do: 'open' }
  | { readonly do: 'close' }
  | { readonly do: 'report-automatically' }
  | { readonly do: 'ask'; readonly topic: StatusTopic }
  | { readonly do: 'send'; readonly jobId: string; readonly mark: number }
  | {
      readonly do: 'settle';
      readonly jobId: string;
      readonly outcome: PrintOutcome;
      readonly reason?: PrintReason;
    }
  | { readonly do: 'timer'; readonly timer: TimerName; readonly delayMs: number }
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

export const initialMachine: MachineState = {
  link: 'closed',
  openFailures: 0,
  facts: unknownFacts,
  checked: false,
  answered: false,
  unansweredRounds: 0,
  missedConfirmation: false,
  asking: null,
  queue: [],
  job: null,
  lastMark: 0,
};
