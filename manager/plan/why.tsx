import { type ReactNode, useState } from 'react';
import type { PlanReason } from '../../common/protocol/plan.ts';
import { ViewDialog } from '../parts/view-dialog.tsx';
import { sayPlan } from '../words.ts';
import { otherLanguage, reasonText } from './reason-text.ts';

/** A button that opens the reasons of a figure, in Vietnamese and English. */
export function Why({
  name,
  reasons,
  label = sayPlan('why'),
  title = sayPlan('whyOf', { name }),
  children,
}: {
  name: string;
  reasons: readonly PlanReason[];
  label?: string;
  /** Of the dialog, where the name is not told after a "Vì sao". */
  title?: string;
  /** Further facts, under the sentences. */
  children?: ReactNode;
}): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="quiet why no-print" aria-label={title} onClick={() => setOpen(true)}>
        {label}
      </button>
      {open ? (
        <ViewDialog title={title} onClose={() => setOpen(false)}>
          <ul className="reasons">
            {reasons.map((reason) => (
              <li key={reason.code + reason.vi}>{reasonText(reason)}</li>
            ))}
          </ul>
          {children}
          <details>
            <summary>{sayPlan('inOther')}</summary>
            <ul className="reasons" lang={otherLanguage}>
              {reasons.map((reason) => (
                <li key={reason.code + reason.en}>{reason[otherLanguage]}</li>
              ))}
            </ul>
          </details>
        </ViewDialog>
      ) : null}
    </>
  );
}
