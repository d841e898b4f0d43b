import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { CountersSection } from '../catalogue/counters.tsx';
import { FieldsSection } from '../catalogue/fields.tsx';
import { ProceduresSection } from '../catalogue/procedures.tsx';
import { useCatalogue } from '../catalogue/use-catalogue.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { say } from '../words.ts';

const SECTIONS = [
  { id: 'fields', menu: 'menuFields', Section: FieldsSection },
  { id: 'procedures', menu: 'menuProcedures', Section: ProceduresSection },
  { id: 'counters', menu: 'menuCounters', Section: CountersSection },
] as const;

function CataloguePage(): ReactNode {
  const { read, problem, put, tell } = useCatalogue();
  const [at, setAt] = useState(0);
  const [all, setAll] = useState(false);
  const tabs = useRef<HTMLDivElement>(null);
  const open = (index: number) => {
    tell(null);
    setAt(index);
  };
  // Arrows go from tab to tab, as everywhere.
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = (at + step + SECTIONS.length) % SECTIONS.length;
    open(next);
    tabs.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[next]?.focus();
  };
  const section = SECTIONS[at] ?? SECTIONS[0];
  return (
    <>
      <div className="tab-row">
        <div role="tablist" aria-label={say('menuCatalogue')} ref={tabs} className="tabs">
          {SECTIONS.map((each, index) => (
            <button
              key={each.id}
              id={`tab-${each.id}`}
              type="button"
              role="tab"
              aria-selected={index === at}
              aria-controls="catalogue-section"
              tabIndex={index === at ? 0 : -1}
              onClick={() => open(index)}
              onKeyDown={move}
            >
              {say(each.menu)}
            </button>
          ))}
        </div>
        <label className="tick">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {say('showUnused')}
        </label>
      </div>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div id="catalogue-section" role="tabpanel" aria-labelledby={`tab-${section.id}`} className="section">
        {read.value === null ? (
          <Missing read={read} />
        ) : (
          <section.Section catalogue={read.value} all={all} put={put} tell={tell} />
        )}
      </div>
    </>
  );
}

/** What the hall offers: fields, procedures, counters. */
export const cataloguePage: ManagerPage = {
  path: 'catalogue',
  menu: 'menuCatalogue',
  roles: ['admin'],
  Page: CataloguePage,
};
