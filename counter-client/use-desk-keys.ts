import { useScanner } from '../common/client/use-scanner.ts';
import type { DeskNow } from './desk-deeds.ts';
import { deedsOf } from './desk-deeds.ts';
import { letterDeedOf, type ShortcutName, shortcutOf } from './shortcuts.ts';
import { say } from './words.ts';

/** Longest part of an unknown barcode that is shown. */
const SHOWN_OF_UNKNOWN = 40;

/** Does the deed of a name, or says why there is nothing to do. */
export function doOrSay(desk: DeskNow, name: ShortcutName | 'undo'): void {
  const deed = deedsOf(desk)[name];
  if ('run' in deed) void deed.run();
  else desk.acts.tell({ tone: 'bad', text: deed.whyNot });
}

/** The keyboard of the desk: function keys at any time, letters and digits where nothing is typed, and scanners. */
export function useDeskKeys(desk: DeskNow, usual: readonly string[], isAsking: boolean): void {
  const { visit, present, acts } = desk;
  const onLetter = (key: string) => {
    const deed = letterDeedOf(key);
    if (deed === undefined) return;
    if (deed.kind === 'undo') return doOrSay(desk, 'undo');
    if (present === undefined) return acts.tell({ tone: 'bad', text: say('whyRecordLater') });
    if (deed.kind === 'outcome') return visit.setOutcome(deed.outcome);
    const procedure = usual[deed.index];
    if (procedure === undefined)
      return acts.tell({ tone: 'bad', text: say('whyNoUsual', { n: deed.index + 1 }) });
    visit.add(procedure);
  };
  useScanner({
    onCode(code) {
      const placed = visit.scan(code);
      const text = { row: 'scannedRow', tray: 'scannedTray', known: 'scannedKnown' } as const;
      acts.tell({ tone: 'good', text: say(text[placed], { code }) });
    },
    onUnknown(text) {
      // An identity card holds a name: nothing of it is shown.
      const card = /^\d{9,12}\|/.test(text);
      acts.tell({
        tone: 'bad',
        text: card ? say('scannedCard') : say('scannedUnknown', { text: text.slice(0, SHOWN_OF_UNKNOWN) }),
      });
    },
    onLetters(keys) {
      if (!isAsking) for (const key of keys) onLetter(key);
    },
    onOther(event) {
      const name = shortcutOf(event);
      if (name === undefined) {
        // Out of a field, so that letters are keys again.
        if (event.key === 'Escape' && !isAsking && event.target instanceof HTMLInputElement)
          event.target.blur();
        return;
      }
      event.preventDefault();
      if (!isAsking) doOrSay(desk, name);
    },
  });
}
