import type { KioskWords } from '../kiosk-words.ts';
import type { Utterance } from './speaker.ts';

/** What is said of a page when it appears: its title, its lead, and whatever is marked `data-speak`, in reading order. */
export function pageUtterances(root: ParentNode): Utterance[] {
  const parts = root.querySelectorAll<HTMLElement>('h1, .page-title p, [data-speak]');
  return [...parts].map((part) => ({
    text: textOf(part),
    ...(part.dataset.speak === 'digits' ? { digits: true } : {}),
  }));
}

/** What is said of a control when it takes the focus: the question it answers, its words, its state. */
export function controlUtterances(control: HTMLElement, words: KioskWords): Utterance[] {
  const dialog = control.closest('[role="alertdialog"]');
  const question = dialog?.querySelector('h2') ?? control.closest('fieldset')?.querySelector('legend');
  const label = control.getAttribute('aria-label');
  const state =
    control.getAttribute('aria-disabled') === 'true'
      ? words.kiosk('spokenDisabled')
      : control.getAttribute('aria-pressed') === 'true'
        ? words.kiosk('spokenPressed')
        : '';
  const value = control instanceof HTMLInputElement ? control.value : '';
  return [question?.textContent ?? '', label ?? textOf(control), value, state].map((text) => ({ text }));
}

/** The words of an element; what stands on lines of its own is parted by a pause. */
function textOf(element: Element): string {
  const lines = element.querySelectorAll(
    'b, small, .tile-name, .tile-everyday, .tile-waiting, .tile-closed, .row-name, .row-under',
  );
  const inLines = [...lines].map((line) => line.textContent?.trim() ?? '').filter((text) => text !== '');
  return (inLines.length > 0 ? inLines.join('. ') : (element.textContent ?? '')).trim();
}
