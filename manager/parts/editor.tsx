import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { FormReader } from '../form-reader.ts';
import { sayCommon } from '../words.ts';

/**
 * A form over the page: the browser keeps the keyboard inside, Escape leaves, and the focus goes back to where it was.
 * @param onSave answers the sentence of what is wrong, or null when all is saved
 */
export function Editor({
  title,
  save = sayCommon('save'),
  onSave,
  onClose,
  children,
}: {
  title: string;
  /** Word on the button. */
  save?: string;
  onSave: (given: FormReader) => Promise<string | null>;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    // The browser would begin with the part that scrolls.
    shown?.querySelector<HTMLElement>('input:not([readonly]), select, textarea')?.focus();
    return () => {
      // The dialog is out of the page by now, so the browser does not do this.
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const wrong = await onSave(new FormReader(event.currentTarget));
    setBusy(false);
    setProblem(wrong);
    if (wrong === null) onClose();
  };
  return (
    <dialog ref={dialog} className="editor" aria-labelledby={titleId} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id={titleId}>{title}</h2>
        <div className="editor-parts">{children}</div>
        {problem === null ? null : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="editor-acts">
          <button type="submit" className="act strong" disabled={busy}>
            {save}
          </button>
          <button type="button" className="quiet" onClick={onClose}>
            {sayCommon('cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
