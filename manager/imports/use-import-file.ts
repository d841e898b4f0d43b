import { useEffect, useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { sendFile } from '../../common/client/send-file.ts';
import type { ImportOrder, ImportRun } from '../../common/protocol/imports.ts';
import { sayImport, sayRefusal } from '../words.ts';

/** The hall takes no larger file; said before it is sent. */
const MOST_MB = 200;
const LOOK_MS = 300;

/** Where the way of a file stands. */
export type ImportStep =
  | { readonly at: 'choose' }
  | { readonly at: 'sending'; readonly name: string; readonly share: number }
  | { readonly at: 'file'; readonly run: ImportRun };

export const isWorking = (run: ImportRun): boolean =>
  run.state === 'waiting' || run.state === 'checking' || run.state === 'taking';

/** A file on its way: sent, checked as often as wished, taken in or dropped. @param onTaken the record changed */
export function useImportFile(onTaken: () => void) {
  const [step, setStep] = useState<ImportStep>({ at: 'choose' });
  const [problem, setProblem] = useState<string | null>(null);
  const sending = useRef<AbortController | null>(null);
  const wanted = useRef(true);
  useEffect(() => {
    wanted.current = true;
    return () => {
      wanted.current = false;
      sending.current?.abort();
    };
  }, []);

  /** Looks until the work with a file has ended. */
  const follow = async (id: string) => {
    while (wanted.current) {
      const answer = await api('GET /imports/:id', { params: { id } });
      if (!wanted.current) return;
      if (!answer.ok && answer.code !== 'offline') {
        setProblem(sayRefusal(answer.code));
        setStep({ at: 'choose' });
        return;
      }
      if (answer.ok) {
        setStep((before) =>
          before.at === 'file' && before.run.id !== id ? before : { at: 'file', run: answer.value },
        );
        if (!isWorking(answer.value)) {
          if (answer.value.state === 'failed') setProblem(sayImport('failed'));
          if (answer.value.state === 'taken') onTaken();
          return;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  const begin = async (run: ImportRun, what: 'check' | 'take', order: ImportOrder) => {
    setProblem(null);
    setStep({ at: 'file', run: { ...run, state: what === 'check' ? 'checking' : 'taking', progress: 0 } });
    const answer = await api(`POST /imports/:id/${what}`, { params: { id: run.id }, body: order });
    if (answer.ok) return follow(run.id);
    setProblem(sayRefusal(answer.code));
    setStep(answer.code === 'not_found' ? { at: 'choose' } : { at: 'file', run });
  };
  const choose = async (file: File, order: ImportOrder) => {
    setProblem(null);
    if (file.size > MOST_MB * 1024 * 1024) return setProblem(sayImport('fileTooLarge', { n: MOST_MB }));
    const name = file.name.normalize('NFC').slice(-200);
    const control = new AbortController();
    sending.current = control;
    setStep({ at: 'sending', name, share: 0 });
    const sent = await sendFile(
      'POST /imports',
      { query: { file: name } },
      file,
      (share) => setStep({ at: 'sending', name, share }),
      control.signal,
    );
    sending.current = null;
    if (sent.ok) return begin(sent.value, 'check', order);
    if (!control.signal.aborted)
      setProblem(sent.code === 'offline' ? sayImport('fileGone') : sayRefusal(sent.code));
    return setStep({ at: 'choose' });
  };
  const drop = async () => {
    sending.current?.abort();
    setProblem(null);
    if (step.at === 'file') {
      setStep({ at: 'choose' });
      await api('DELETE /imports/:id', { params: { id: step.run.id } });
    }
  };
  return { step, problem, choose, begin, drop };
}
