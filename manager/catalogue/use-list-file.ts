import { useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { randomId } from '../../common/client/random-id.ts';
import type { ImportEncoding } from '../../common/protocol/imports.ts';
import type { ComparedFile } from '../../common/protocol/procedure-versions.ts';
import { sayProcedure, sayRefusal } from '../words.ts';

/** The hall takes no larger file; said before it is sent. */
const MOST_MB = 12;

/** How the person wants the file to be read. */
export interface ListWishes {
  /** First day of rows that name none, YYYY-MM-DD; empty: today. */
  readonly from: string;
  /** Rows that reach behind the text in force begin today. */
  readonly behindToday: boolean;
  /** As which a file is read whose bytes do not tell; empty: as it seems. */
  readonly encoding: ImportEncoding | '';
  /** Name of a field in the list → code of the hall's. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Where the way of a list file stands. */
export type ListStep =
  | { readonly at: 'choose'; readonly told: string | null }
  | { readonly at: 'reading' | 'taking'; readonly name: string }
  | {
      readonly at: 'shown';
      readonly name: string;
      readonly compared: ComparedFile;
      readonly problem: string | null;
    }
  | { readonly at: 'done'; readonly told: string };

const queryOf = ({ from, behindToday, encoding, fields }: ListWishes) => ({
  ...(encoding === '' ? {} : { encoding }),
  ...(from === '' ? {} : { from }),
  behind: behindToday ? ('today' as const) : ('refuse' as const),
  fields: JSON.stringify(fields),
});

/**
 * A list file on its way: chosen, compared, confirmed or refused. Its bytes are read once, so that what is taken in is
 * what was compared even when the file on the disk changes.
 */
export function useListFile(onTaken: () => void) {
  const [step, setStep] = useState<ListStep>({ at: 'choose', told: null });
  const [problem, setProblem] = useState<string | null>(null);
  const bytes = useRef<ArrayBuffer>(new ArrayBuffer(0));
  const act = useRef('');

  const compare = async (name: string, wishes: ListWishes) => {
    setStep({ at: 'reading', name });
    setProblem(null);
    const answer = await api('POST /procedure-lists/compare', {
      query: queryOf(wishes),
      file: bytes.current,
    });
    if (answer.ok) {
      // One name for one act: a second tap, or another try after a lost answer, does nothing twice.
      act.current = randomId();
      setStep({ at: 'shown', name, compared: answer.value, problem: null });
    } else {
      setProblem(sayRefusal(answer.code));
      setStep({ at: 'choose', told: null });
    }
  };
  const choose = async (file: File, wishes: ListWishes) => {
    if (file.size > MOST_MB * 1024 * 1024) {
      setProblem(sayProcedure('fileTooLarge', { n: MOST_MB }));
      return;
    }
    try {
      bytes.current = await file.arrayBuffer();
    } catch {
      setProblem(sayProcedure('fileGone'));
      return;
    }
    await compare(file.name.normalize('NFC'), wishes);
  };
  const confirm = async (name: string, compared: ComparedFile, wishes: ListWishes, retire: boolean) => {
    setStep({ at: 'taking', name });
    const { difference } = compared;
    const answer = await api('POST /procedure-lists/import', {
      query: {
        ...queryOf(wishes),
        file: name.slice(-200),
        shown: difference.shown,
        missing: retire ? 'retire' : 'keep',
      },
      file: bytes.current,
      headers: { 'idempotency-key': act.current },
    });
    if (!answer.ok) {
      setStep({ at: 'shown', name, compared, problem: sayRefusal(answer.code) });
      return;
    }
    setStep({
      at: 'done',
      told: sayProcedure('done', {
        file: name,
        added: difference.added.length,
        changed: difference.changed.length,
        retired: retire ? difference.missing.length : 0,
      }),
    });
    onTaken();
  };
  /** @param told what is said of it */
  const leave = (told: string | null) => {
    bytes.current = new ArrayBuffer(0);
    setProblem(null);
    setStep({ at: 'choose', told });
  };
  return { step, problem, choose, compare, confirm, leave };
}
