import { type ReactNode, useState } from 'react';
import { ViewDialog } from '../parts/view-dialog.tsx';
import { sayLink } from '../words.ts';

/** The token, shown once. A page by plain http may not write to the clipboard: then it is selected by hand. */
export function MadeToken({
  made,
  onClose,
}: {
  made: { readonly name: string; readonly token: string };
  onClose: () => void;
}): ReactNode {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made.token);
      setSaid(sayLink('copied'));
    } catch {
      setSaid(sayLink('copyFailed'));
    }
  };
  return (
    <ViewDialog title={sayLink('madeTitle', { name: made.name })} onClose={onClose}>
      <p>{sayLink('madeOnce')}</p>
      <input
        className="secret"
        size={52}
        readOnly
        aria-label={sayLink('tokens')}
        value={made.token}
        onFocus={(event) => event.target.select()}
      />
      <p>
        <button type="button" className="act" onClick={() => void copy()}>
          {sayLink('copy')}
        </button>{' '}
        <span role="status">{said}</span>
      </p>
    </ViewDialog>
  );
}
