import { type ReactNode, useState } from 'react';
import { CountersSection } from '../catalogue/counters.tsx';
import { FieldsSection } from '../catalogue/fields.tsx';
import { ProceduresSection } from '../catalogue/procedures.tsx';
import { useCatalogue } from '../catalogue/use-catalogue.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { say } from '../words.ts';

const SECTIONS = [
  { id: 'fields', menu: 'menuFields', Section: FieldsSection },
  { id: 'procedures', menu: 'menuProcedures', Section: ProceduresSection },
  { id: 'counters', menu: 'menuCounters', Section: CountersSection },
] as const;

function CataloguePage(): ReactNode {
  const { read, problem, put, tell } = useCatalogue();
  const [at, setAt] = useState('fields');
  const [all, setAll] = useState(false);
  const section = SECTIONS.find((each) => each.id === at) ?? SECTIONS[0];
  return (
    <Tabs
      label={say('menuCatalogue')}
      tabs={SECTIONS.map((each) => ({ id: each.id, name: say(each.menu) }))}
      at={section.id}
      onOpen={(id) => {
        tell(null);
        setAt(id);
      }}
      beside={
        <label className="tick">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {say('showUnused')}
        </label>
      }
      problem={problem}
    >
      {read.value === null ? (
        <Missing read={read} />
      ) : (
        <section.Section catalogue={read.value} all={all} put={put} tell={tell} />
      )}
    </Tabs>
  );
}

/** What the hall offers: fields, procedures, counters. */
export const cataloguePage: ManagerPage = {
  path: 'catalogue',
  menu: 'menuCatalogue',
  roles: ['admin'],
  Page: CataloguePage,
};
