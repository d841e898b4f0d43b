import { type ReactNode, useEffect, useRef } from 'react';
import { say, sayCommon } from './words.ts';

/** A question over the page: the browser's own dialog keeps the focus inside and closes on Escape. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog ref={ref} className="dialog" aria-label={title} onClose={onClose}>
      <h2>{title}</h2>
      {children}
      <button type="button" className="quiet" onClick={onClose}>
        {sayCommon('close')}
      </button>
    </dialog>
  );
}

/** Asks for a reason: the hall's usual ones by one press, another in words. */
export function ReasonDialog({
  title,
  usual,
  onReason,
  onClose,
}: {
  title: string;
  usual: readonly string[];
  onReason: (reason: string) => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Dialog title={title} onClose={onClose}>
      <ul className="choices">
        {usual.map((each) => (
          <li key={each}>
            <button type="button" className="choice" onClick={() => onReason(each)}>
              {each}
            </button>
          </li>
        ))}
      </ul>
      <form
        className="inline"
        onSubmit={(event) => {
          event.preventDefault();
          const said = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
          if (said !== '') onReason(said);
        }}
      >
        <label>
          {say('otherReason')}
          <input name="reason" maxLength={200} required />
        </label>
        <button type="submit" className="act">
          {sayCommon('ok')}
        </button>
      </form>
    </Dialog>
  );
}
