import { useCallback, useEffect, useRef, useState } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { useScanner } from '../common/client/use-scanner.ts';
import type { PriorityClass } from '../common/protocol/catalogue.ts';
import type { DossierLook } from '../common/protocol/dossiers.ts';
import { isIdCard, numberOnCard } from '../common/protocol/id-card.ts';
import type { KioskWords } from './kiosk-words.ts';
import { provenAge } from './proven-age.ts';
import type { Step, StepAction } from './steps.ts';

/** So long the answer to a scan stands on the page. */
const NOTE_MS = 8_000;
const LOOK_MS = 4_000;

export interface ScanNote {
  readonly tone: 'good' | 'care';
  readonly text: string;
}

interface ScannerOptions {
  readonly connection: HallConnection;
  /** False: no number can be drawn, so that a scan leads nowhere. */
  readonly inService: boolean;
  readonly step: Step;
  readonly act: (action: StepAction) => void;
  readonly priorities: readonly PriorityClass[];
  /** The one field in which results are collected; null: there are several, or none. */
  readonly collectIn: string | null;
  /** The hall limits how many numbers a person draws. */
  readonly countsPersons: boolean;
  /** The hall's calendar day. */
  readonly date: string;
  readonly words: KioskWords;
  /** Keys that were no scan, pressed where nothing is typed. */
  readonly onKeys: (keys: readonly string[]) => void;
  /** Other keys, at once. */
  readonly onOther: (event: KeyboardEvent) => void;
}

/**
 * The kiosk's scanner: the slip of a dossier leads to the number by which its result is collected; an ID card proves age for
 * priority. Of a card only the class that it gives is kept, until the visit ends; its number too where the hall limits
 * numbers a person.
 */
export function useKioskScanner(options: ScannerOptions): {
  note: ScanNote | null;
  /** Number of the card that was scanned in this visit, where the hall limits numbers a person; null: none. */
  card: string | null;
  forget: () => void;
} {
  const { step, act } = options;
  const [note, setNote] = useState<ScanNote | null>(null);
  const [proven, setProven] = useState<string | null>(null);
  const [card, setCard] = useState<string | null>(null);
  const now = useRef(options);
  now.current = options;

  useEffect(() => {
    if (note === null) return;
    const timer = setTimeout(() => setNote(null), NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);

  // Once for each choice: whoever then says "no" has said it.
  const choice = step.page === 'choose' ? `${step.field}/${step.given ?? ''}` : null;
  useEffect(() => {
    if (choice !== null && proven !== null) act({ do: 'priority', priority: proven });
  }, [choice, proven, act]);

  const say = (tone: ScanNote['tone'], text: string) => setNote({ tone, text });

  async function look(code: string): Promise<void> {
    const answer = await now.current.connection.look(code, LOOK_MS);
    const unknown: DossierLook = {
      code,
      state: null,
      field: null,
      procedure: null,
      papers: [],
      changedAt: null,
      collectIn: null,
    };
    const found = answer.ok ? answer.dossier : unknown;
    const dossier = { ...found, collectIn: found.collectIn ?? now.current.collectIn };
    if (dossier.collectIn === null) say('care', now.current.words.kiosk('dossierUnknown'));
    now.current.act({ do: 'dossier', dossier });
  }

  useScanner({
    onCode(code) {
      if (now.current.inService && now.current.step.page !== 'result') void look(code);
    },
    onUnknown(text) {
      const { inService, words, date, priorities, countsPersons } = now.current;
      if (!inService) return;
      if (!isIdCard(text)) {
        say('care', words.kiosk('scanUnreadable'));
        return;
      }
      const scanned = countsPersons ? numberOnCard(text) : null;
      if (scanned !== null) setCard(scanned);
      const age = provenAge(text, date, priorities);
      if (age.kind === 'proven') {
        const { code, name, nameEn } = age.priority;
        setProven(code);
        say('good', words.kiosk('scanProven', { name: words.either(name, nameEn) }));
      } else if (scanned !== null) say('good', words.kiosk('scanCounted'));
      else say('care', words.kiosk(age.kind === 'too-young' ? 'scanTooYoung' : 'scanUnreadable'));
    },
    onLetters: (keys) => now.current.onKeys(keys),
    onOther: (event) => now.current.onOther(event),
    isPrivate: isIdCard,
  });

  const forget = useCallback(() => {
    setProven(null);
    setCard(null);
    setNote(null);
  }, []);
  return { note, card, forget };
}
