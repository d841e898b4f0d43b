import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import type { HallRecord } from '../../common/protocol/views.ts';
import { type Announced, startAnnouncer } from '../announcer.ts';
import { inMutedHours } from '../board/board-view.ts';
import { actFor, stageOf } from '../board/stage-view.ts';
import type { ScreenOptions } from '../screen-options.ts';
import { openPlayer } from './clip-player.ts';
import { createMarkStore } from './mark-store.ts';

/** The voice of this screen, as its page sees it. */
export interface HallVoice {
  subscribe(listener: () => void): () => void;
  getState(): VoiceState;
  /** To be called from a tap. */
  unlock(): void;
  isIdle(): boolean;
}

export interface VoiceState {
  /** True where the browser asks for a tap before it makes a sound. */
  readonly needsTap: boolean;
  /** The latest announcements in words, oldest first. */
  readonly announced: readonly Announced[];
}

const WORDS_KEPT = 5;
/** A browser that allows sound by itself says so within this time: until then no button is shown. */
const TAP_ASKED_AFTER_MS = 1_500;

/**
 * Speaks what the hall announces. It listens to the connection itself, not to what is drawn, so that nothing between two
 * paintings is missed. Each announcement is also a DOM event `announced` on the document.
 */
export function startVoice(connection: HallConnection, options: ScreenOptions): HallVoice {
  const log = (error: unknown) => console.warn('voice:', error);
  const player = openPlayer(log);
  const listeners = new Set<() => void>();
  let state: VoiceState = { needsTap: false, announced: [] };
  let loadedFor = '';
  let known: HallRecord | undefined;
  let tapMayBeAsked = false;

  function change(what: Partial<VoiceState>): void {
    state = { ...state, ...what };
    for (const listener of [...listeners]) listener();
  }

  const volume = () => options.volume ?? known?.settings.volume ?? 1;

  const announcer = startAnnouncer({
    player,
    marks: createMarkStore(
      `motcua.display.last-call${options.counter === null ? '' : `.${options.counter}`}`,
    ),
    surroundings() {
      const nowMs = connection.getState().now().getTime();
      return {
        nowMs,
        muted:
          !options.voice || volume() === 0 || (known !== undefined && inMutedHours(known.settings, nowMs)),
        settings: { dialect: known?.settings.dialect ?? 'south' },
      };
    },
    setTimer(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    onAnnounced(announced) {
      document.dispatchEvent(new CustomEvent('announced', { detail: announced }));
      change({ announced: [...state.announced, announced].slice(-WORDS_KEPT) });
    },
    onError: log,
  });

  function listen(): void {
    const view = connection.getState();
    const hall = hallOf(view);
    if (hall === undefined || view.identity.kind === 'nobody') return;
    known = hall;
    player.setVolume(volume());
    const packs = stageOf(view, options.zone)?.packs ?? [];
    const wanted = packs.map(({ pack, revision }) => `${pack}@${revision}`).join();
    // Also when a pack is recorded anew: the next announcement is spoken from it, without a reload.
    if (options.voice && wanted !== '' && loadedFor !== wanted) {
      loadedFor = wanted;
      void player.preload(packs);
    }
    announcer.hear(actFor(view, options));
  }

  const lookAtSound = () => change({ needsTap: options.voice && tapMayBeAsked && !player.isAudible() });
  player.onAudible(lookAtSound);
  setTimeout(() => {
    tapMayBeAsked = true;
    lookAtSound();
  }, TAP_ASKED_AFTER_MS);

  const unlock = () => void player.unlock().catch(log);
  unlock();
  // Any touch or key will do, not only the one on the button.
  for (const sign of ['pointerdown', 'keydown']) document.addEventListener(sign, unlock);
  connection.subscribe(listen);
  listen();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getState: () => state,
    unlock,
    isIdle: announcer.isIdle,
  };
}
