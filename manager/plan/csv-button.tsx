import type { ReactNode } from 'react';
import { csvOf, type PlanTable } from './plan-tables.ts';

/** Saves a table as a file that spreadsheets open with its Vietnamese letters. */
export function CsvButton({
  label,
  file,
  table,
}: {
  label: string;
  file: string;
  table: () => PlanTable;
}): ReactNode {
  const save = () => {
    // The mark at the start tells Excel that the letters are UTF-8.
    const address = URL.createObjectURL(new Blob(['\uFEFF', csvOf(table())], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  return (
    <button type="button" className="act" onClick={save}>
      {label}
    </button>
  );
}
