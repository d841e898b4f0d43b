import type { StageAct, StagedCall } from '../common/protocol/stage.ts';
import {
  advance,
  type Clip,
  type Mark,
  type QueueEvent,
  type QueueState,
  type QueueSurroundings,
  type Step,
  startQueue,
} from './announcement-queue.ts';

/** Makes clips heard, one after the other. */
export interface ClipPlayer {
  /** Settles when the last clip is over. Clips that cannot be had are left out. */
  play(clips: readonly Clip[]): Promise<void>;
  isAudible(): boolean;
  onAudible(listener: (audible: boolean) => void): () => void;
}

/** Keeps the mark of the last announcement over a reload. */
export interface MarkStore {
  read(): Mark | null;
  write(mark: Mark): void;
}

/** What was announced, for the page and its readers. */
export interface Announced {
  readonly call: StagedCall;
  readonly text: string;
  readonly spoken: boolean;
}

export interface AnnouncerParts {
  readonly player: ClipPlayer;
  readonly marks: MarkStore;
  readonly surroundings: () => QueueSurroundings;
  /** Runs `act` once after `ms`; the answer cancels it. */
  readonly setTimer: (ms: number, act: () => void) => () => void;
  readonly onAnnounced: (announced: Announced) => void;
  readonly onError: (error: unknown) => void;
}

export interface Announcer {
  /** Gives what the hall announces now, as often as one likes. */
  hear(act: StageAct | null): void;
  /** Nothing is being said. */
  isIdle(): boolean;
  stop(): void;
}

/** The longest that one step may take: a sound card that vanished must not silence the hall for the day. */
const STEP_LIMIT_MS = 20_000;

/** Carries the queue's effects out. */
export function startAnnouncer(parts: AnnouncerParts): Announcer {
  let state: QueueState = startQueue(parts.marks.read(), parts.player.isAudible());
  let stopped = false;
  let cancelTimer: () => void = () => undefined;

  function take(event: QueueEvent): void {
    if (stopped) return;
    const next = advance(state, event, parts.surroundings());
    state = next.state;
    for (const effect of next.effects) {
      if (effect.kind === 'keep') parts.marks.write(effect.mark);
      else if (effect.kind === 'announce') parts.onAnnounced(effect);
      else run(effect.step);
    }
  }

  function run(step: Step): void {
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      cancelTimer();
      take({ kind: 'step-over' });
    };
    if (step.kind === 'pause') {
      cancelTimer = parts.setTimer(step.ms, end);
      return;
    }
    cancelTimer = parts.setTimer(STEP_LIMIT_MS, () => {
      parts.onError(new Error('a clip did not end in time'));
      end();
    });
    parts.player.play(step.clips).then(end, (error: unknown) => {
      parts.onError(error);
      end();
    });
  }

  const stopListening = parts.player.onAudible((audible) => take({ kind: 'audible', audible }));
  return {
    hear: (act) => take({ kind: 'act', act }),
    isIdle: () => state.steps === null,
    stop() {
      stopped = true;
      cancelTimer();
      stopListening();
    },
  };
}
