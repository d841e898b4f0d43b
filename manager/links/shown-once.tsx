import { type ReactNode, useState } from 'react';
import { ViewDialog } from '../parts/view-dialog.tsx';
import { sayLink } from '../words.ts';

/** A token or a secret, shown once. A page by plain http may not write to the clipboard: then it is selected by hand. */
export function ShownOnce({
  title,
  secret,
  onClose,
}: {
  title: string;
  secret: string;
  onClose: () => void;
}): ReactNode {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setSaid(sayLink('copied'));
    } catch {
      setSaid(sayLink('copyFailed'));
    }
  };
  return (
    <ViewDialog title={title} onClose={onClose}>
      <p>{sayLink('madeOnce')}</p>
      <input
        className="secret"
        size={52}
        readOnly
        aria-label={title}
        value={secret}
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
