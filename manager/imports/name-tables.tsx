import type { ReactNode } from 'react';
import type { Field } from '../../common/protocol/catalogue.ts';
import type { ImportResult } from '../../common/protocol/imports.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { sayImport } from '../words.ts';
import type { ReadingParts } from './how-read.tsx';

/** Something of the hall that a name in a file may mean. */
interface Own {
  readonly code: string;
  readonly name: string;
}

interface FoundName {
  readonly theirs: string;
  readonly shown: string;
  readonly rows: number;
  readonly ours: string | null;
  readonly suggested: string | null;
}

interface Titles {
  readonly table: string;
  readonly help: string;
  readonly ours: string;
  readonly choice: (theirs: string) => string;
}

/** Names of a file beside those of the hall, each to be agreed to or changed. */
function NameTable({
  titles,
  found,
  own,
  given,
  more,
  onGive,
}: {
  readonly titles: Titles;
  readonly found: readonly FoundName[];
  readonly own: readonly Own[];
  /** What a person said: their name → code. */
  readonly given: Readonly<Record<string, string>>;
  /** Said of the names that were too many to list; null: none. */
  readonly more: string | null;
  readonly onGive: (given: Readonly<Record<string, string>>) => void;
}): ReactNode {
  if (found.length === 0) return null;
  const nameOf = (code: string) => own.find((each) => each.code === code)?.name ?? code;
  return (
    <section className="difference" aria-label={titles.table}>
      <h3>{titles.table}</h3>
      <p className="second">{titles.help}</p>
      <ScrollBox label={titles.table}>
        <table>
          <thead>
            <tr>
              <th>{sayImport('theirField')}</th>
              <th className="number">{sayImport('rowsCount')}</th>
              <th>{titles.ours}</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ theirs, shown, rows, ours, suggested }) => {
              const chosen = given[theirs] ?? ours ?? '';
              return (
                <tr key={theirs}>
                  <td className="label-cell">{shown}</td>
                  <td className="number">{rows}</td>
                  <td>
                    <select
                      aria-label={titles.choice(theirs)}
                      value={chosen}
                      onChange={(event) => onGive({ ...given, [theirs]: event.target.value })}
                    >
                      <option value="">{sayImport('keepForeign')}</option>
                      {own.map((each) => (
                        <option key={each.code} value={each.code}>
                          {each.name}
                        </option>
                      ))}
                    </select>
                    {chosen === '' && suggested !== null ? (
                      <button
                        type="button"
                        className="quiet"
                        onClick={() => onGive({ ...given, [theirs]: suggested })}
                      >
                        {sayImport('perhaps', { name: nameOf(suggested) })}
                      </button>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
      {more === null ? null : <p className="second">{more}</p>}
    </section>
  );
}

/** Their fields and officers, and ours. */
export function NameTables({
  result,
  fields,
  officers,
  reading,
  onChange,
}: ReadingParts & {
  readonly result: ImportResult;
  readonly fields: readonly Field[];
  readonly officers: readonly Own[];
}): ReactNode {
  const { moreFields, moreOfficers } = result;
  return (
    <>
      <NameTable
        titles={{
          table: sayImport('fields'),
          help: sayImport('fieldsHelp'),
          ours: sayImport('ourField'),
          choice: (field) => sayImport('ourFieldOf', { field }),
        }}
        found={result.fields.map((each) => ({
          ...each,
          shown: each.name === null ? each.theirs : `${each.theirs} – ${each.name}`,
        }))}
        own={fields}
        given={reading.fields}
        more={moreFields === 0 ? null : sayImport('moreFields', { n: moreFields })}
        onGive={(given) => onChange({ fields: given })}
      />
      <NameTable
        titles={{
          table: sayImport('officers'),
          help: sayImport('officersHelp'),
          ours: sayImport('ourOfficer'),
          choice: (officer) => sayImport('ourOfficerOf', { officer }),
        }}
        found={result.officers.map((each) => ({ ...each, shown: each.theirs }))}
        own={officers}
        given={reading.officers}
        more={moreOfficers === 0 ? null : sayImport('moreOfficers', { n: moreOfficers })}
        onGive={(given) => onChange({ officers: given })}
      />
    </>
  );
}
