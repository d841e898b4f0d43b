import { type ReactNode, useEffect, useId, useRef } from 'react';
import { sayCommon } from '../words.ts';

/** Something to read over the page; Escape leaves, and the focus goes back to where it was. */
export function ViewDialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className="editor view" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      <div className="view-parts">{children}</div>
      <div className="editor-acts">
        <button type="button" className="act" onClick={onClose}>
          {sayCommon('close')}
        </button>
      </div>
    </dialog>
  );
}
