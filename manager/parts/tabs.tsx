import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';

/** Parts of a page of which one is open; arrows go from tab to tab, as everywhere. */
export function Tabs({
  label,
  tabs,
  at,
  onOpen,
  beside,
  problem = null,
  children,
}: {
  label: string;
  tabs: readonly { readonly id: string; readonly name: string }[];
  at: string;
  onOpen: (id: string) => void;
  /** Stands at the end of the row of tabs. */
  beside?: ReactNode;
  /** What was refused, in words, above the open part. */
  problem?: string | null;
  children: ReactNode;
}): ReactNode {
  const row = useRef<HTMLDivElement>(null);
  const base = useId();
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const index = tabs.findIndex((each) => each.id === at);
    const next = (index + step + tabs.length) % tabs.length;
    onOpen(tabs[next]?.id ?? at);
    row.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <>
      <div className="tab-row">
        <div role="tablist" aria-label={label} ref={row} className="tabs">
          {tabs.map((each) => (
            <button
              key={each.id}
              id={`${base}-${each.id}`}
              type="button"
              role="tab"
              aria-selected={each.id === at}
              aria-controls={`${base}-open`}
              tabIndex={each.id === at ? 0 : -1}
              onClick={() => onOpen(each.id)}
              onKeyDown={move}
            >
              {each.name}
            </button>
          ))}
        </div>
        {beside}
      </div>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div id={`${base}-open`} role="tabpanel" aria-labelledby={`${base}-${at}`} className="section">
        {children}
      </div>
    </>
  );
}
