import { type ReactNode, useState } from 'react';
import { CountersSection } from '../catalogue/counters.tsx';
import { FieldsSection } from '../catalogue/fields.tsx';
import { ListImportSection } from '../catalogue/list-import.tsx';
import { ProceduresSection } from '../catalogue/procedures.tsx';
import { useCatalogue } from '../catalogue/use-catalogue.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { useAddressed } from '../parts/use-addressed.ts';
import { say, sayProcedure } from '../words.ts';

const SECTIONS = [
  { id: 'fields', name: say('menuFields'), Section: FieldsSection },
  { id: 'procedures', name: say('menuProcedures'), Section: ProceduresSection },
  { id: 'import', name: sayProcedure('menu'), Section: ListImportSection },
  { id: 'counters', name: say('menuCounters'), Section: CountersSection },
] as const;

function CataloguePage(): ReactNode {
  const { read, problem, put, tell } = useCatalogue();
  const [at, setAt] = useAddressed('tab', 'fields');
  const [all, setAll] = useState(false);
  const section = SECTIONS.find((each) => each.id === at) ?? SECTIONS[0];
  return (
    <Tabs
      label={say('menuCatalogue')}
      tabs={SECTIONS.map(({ id, name }) => ({ id, name }))}
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
        <section.Section catalogue={read.value} all={all} put={put} again={read.again} tell={tell} />
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
