import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import type { SpeakingPack } from '../../common/protocol/stage.ts';
import type { Voice } from '../../common/voice/clip-keys.ts';
import type { KioskWords } from '../kiosk-words.ts';
import { openSpeech } from './clip-source.ts';
import { controlBeside, controlsIn, keypadAct } from './keypad.ts';
import { Speaker } from './speaker.ts';
import { controlUtterances, pageUtterances } from './spoken-words.ts';

/** So long a finger rests on a button to hear it instead of taking it. */
const HOLD_MS = 700;
/** News on a page that is already there: what was refused, how many were found, what became of the paper. */
const NEWS = '[role="alert"], [role="status"], [aria-live]';

interface SpeechOptions {
  /** True: each page, each control that takes the focus and all news are spoken. */
  readonly on: boolean;
  /** A name of the page that changes with it. */
  readonly page: string;
  readonly words: KioskWords;
  readonly voice: Voice;
  /** The packs that speak in the hall. */
  readonly packs: readonly SpeakingPack[];
  readonly onToggle: () => void;
  readonly onBack: () => void;
}

/**
 * The kiosk for who cannot see it: speaks pages, controls and news, takes arrow keys and keypads, and says a button on which
 * a finger rests. What is said is also a DOM event `spoken` on the document.
 * @returns does what a key of a keyboard or keypad asks; false: it asks nothing
 */
export function useSpeech(
  root: RefObject<HTMLElement | null>,
  options: SpeechOptions,
): (key: string) => boolean {
  const now = useRef(options);
  now.current = options;
  const speaker = useMemo(
    () =>
      new Speaker(
        openSpeech(() => now.current.packs),
        (news) => document.dispatchEvent(new CustomEvent('spoken', { detail: news })),
      ),
    [],
  );
  const { on, page, words } = options;
  // The page is drawn when its effects run; the words of a mode that was just turned on are those of the page as it stands.
  useEffect(() => {
    const element = root.current;
    if (element === null || !on) {
      speaker.stop();
      return;
    }
    const help = page.startsWith('home') ? [{ text: words.kiosk('speechHelp') }] : [];
    void speaker.say([...pageUtterances(element), ...help], now.current.voice);
    return followNews(element, (text) => void speaker.say([{ text }], now.current.voice));
  }, [root, speaker, on, page, words]);

  const press = useCallback(
    (key: string): boolean => {
      const element = root.current;
      const present = document.activeElement;
      const act = keypadAct(key, isText(present));
      if (element === null || act === null) return false;
      const control = present instanceof HTMLElement && present.matches('button, input') ? present : null;
      switch (act) {
        case 'next':
        case 'previous':
          controlBeside(controlsIn(element), present, act === 'next' ? 1 : -1)?.focus();
          break;
        case 'take':
          control?.click();
          break;
        case 'back':
          now.current.onBack();
          break;
        case 'speech':
          now.current.onToggle();
          break;
        case 'repeat':
          void speaker.say(
            control === null ? pageUtterances(element) : controlUtterances(control, now.current.words),
            now.current.voice,
          );
      }
      return true;
    },
    [root, speaker],
  );

  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const say = (control: HTMLElement) =>
      void speaker.say(controlUtterances(control, now.current.words), now.current.voice);
    const stops = [
      listen(element, 'focusin', ({ target }) => {
        if (now.current.on && target instanceof HTMLElement && target.matches('button, input')) say(target);
      }),
      whenHeld(element, say),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [root, speaker]);
  return press;
}

const isText = (element: Element | null) => element instanceof HTMLInputElement;

function listen<Name extends keyof WindowEventMap>(
  target: Window | HTMLElement,
  name: Name,
  act: (event: WindowEventMap[Name]) => void,
  capture = false,
): () => void {
  const heard = act as (event: Event) => void;
  target.addEventListener(name, heard, capture);
  return () => target.removeEventListener(name, heard, capture);
}

/** Calls `say` with the words of a live region when they change; what stood on the page before is no news. */
function followNews(root: HTMLElement, say: (text: string) => void): () => void {
  const regions = () =>
    [...root.querySelectorAll(NEWS)].filter((each) => each.closest('[data-speak]') === null);
  const known = new Map(regions().map((region) => [region, region.textContent]));
  const observer = new MutationObserver(() => {
    for (const region of regions()) {
      const text = region.textContent ?? '';
      if (known.get(region) === text) continue;
      known.set(region, text);
      say(text);
    }
  });
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  return () => observer.disconnect();
}

/** A finger that rests on a button hears it: the tap that follows does nothing. */
function whenHeld(root: HTMLElement, say: (control: HTMLElement) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held = false;
  const stops = [
    listen(root, 'pointerdown', ({ target }) => {
      held = false;
      clearTimeout(timer);
      const control = target instanceof Element ? target.closest<HTMLElement>('button') : null;
      if (control === null) return;
      timer = setTimeout(() => {
        held = true;
        say(control);
      }, HOLD_MS);
    }),
    listen(window, 'pointerup', () => clearTimeout(timer)),
    listen(window, 'pointercancel', () => clearTimeout(timer)),
    listen(
      root,
      'click',
      (event) => {
        if (!held) return;
        held = false;
        event.preventDefault();
        event.stopPropagation();
      },
      true,
    ),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
