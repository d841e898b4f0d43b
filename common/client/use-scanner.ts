import { useEffect, useRef } from 'react';
import { type RhythmKey, SCAN_GAP_MS, ScanRhythm } from './scan-rhythm.ts';

/** After the last key of a run it is over; ms. */
const RUN_ENDS_MS = SCAN_GAP_MS + 30;
/** An end key of a scan that was recognised already is still the scanner's; ms. */
const LATE_END_MS = 400;

type TextField = HTMLInputElement | HTMLTextAreaElement;

export interface ScannerEars {
  onCode(code: string): void;
  onUnknown(text: string): void;
  /** Keys that were pressed where nothing is typed, and were no scan. */
  onLetters(keys: readonly string[]): void;
  /** Any other key, after the run before it has ended. */
  onOther(event: KeyboardEvent): void;
  /** Texts that are scans also where words are typed, and are taken out of the field again. */
  isPrivate?(text: string): boolean;
}

function textFieldOf(target: EventTarget | null): TextField | null {
  if (target instanceof HTMLTextAreaElement) return target;
  if (!(target instanceof HTMLInputElement)) return null;
  return ['radio', 'checkbox', 'button', 'submit', 'date'].includes(target.type) ? null : target;
}

/** Gives a field back the text that it had before a scan went into it, as if nobody had typed. */
function restore(field: TextField, value: string): void {
  const proto =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Hears every key of the page and tells scans from typing, whatever has the focus. */
export function useScanner(ears: ScannerEars): void {
  const live = useRef(ears);
  live.current = ears;
  useEffect(() => {
    const rhythm = new ScanRhythm((text) => live.current.isPrivate?.(text) === true);
    let field: TextField | null = null;
    let before = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    let scannedAtMs = Number.NEGATIVE_INFINITY;

    /** Ends the run; true when it was a scan. */
    const end = (atMs: number): boolean => {
      clearTimeout(timer);
      if (!rhythm.running) return false;
      const verdict = rhythm.end(field !== null && field.type !== 'number');
      if (verdict.kind === 'typing') {
        if (field === null) live.current.onLetters(verdict.keys.map((each) => each.key));
        return false;
      }
      scannedAtMs = atMs;
      if (field !== null) restore(field, before);
      if (verdict.kind === 'code') live.current.onCode(verdict.code);
      else live.current.onUnknown(verdict.text);
      return true;
    };

    const take = (key: RhythmKey, target: TextField | null) => {
      if (!rhythm.continues(key.atMs)) {
        end(key.atMs);
        field = target;
        before = target?.value ?? '';
      }
      rhythm.take(key);
      clearTimeout(timer);
      timer = setTimeout(() => end(performance.now()), RUN_ENDS_MS);
    };

    const onKey = (event: KeyboardEvent) => {
      const { key, code, timeStamp: atMs } = event;
      if (['Shift', 'CapsLock', 'Alt', 'Control', 'Meta'].includes(key)) return;
      const chord = event.ctrlKey || event.altKey || event.metaKey;
      // A dead key of a Vietnamese layout has no character, and a digit on it.
      const isText = !chord && (key.length === 1 || key === 'Dead' || key === 'Process');
      const target = textFieldOf(event.target);
      if (isText && !(target instanceof HTMLTextAreaElement)) {
        // The space of a scan must not press the button that has the focus.
        if (key === ' ' && target === null && rhythm.continues(atMs)) event.preventDefault();
        if (!event.repeat && (key !== ' ' || rhythm.running)) take({ key, code, atMs }, target);
        return;
      }
      const endsRun = (key === 'Enter' || key === 'Tab') && rhythm.continues(atMs);
      const scanned = end(atMs) && endsRun;
      if (scanned || ((key === 'Enter' || key === 'Tab') && atMs - scannedAtMs < LATE_END_MS)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      live.current.onOther(event);
    };
    window.addEventListener('keydown', onKey, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey, true);
    };
  }, []);
}
