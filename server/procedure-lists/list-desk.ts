import type { ImportEncoding } from '../../common/protocol/imports.ts';
import type {
  BehindRule,
  ComparedFile,
  ListProblem,
  ReadList,
} from '../../common/protocol/procedure-versions.ts';
import type { Outcome } from '../../common/protocol/refusals.ts';
import { compareList } from '../domain/procedure-list.ts';
import type { HallState } from '../domain/state.ts';
import type { ListReader } from './list-reader.ts';

/** How a person wants a list file to be read. */
export interface ListChoice {
  /** From when rows hold that name no day; null: from today. */
  readonly from: string | null;
  readonly behind: BehindRule;
  /** Fields of the list by the name they have there → code of the hall's. */
  readonly called: ReadonlyMap<string, string>;
  /** In what the file is written, where its bytes do not show it; null: find out. */
  readonly encoding: ImportEncoding | null;
}

export interface ListDeskOptions {
  readonly reader: ListReader;
  readonly state: () => HallState;
  /** The hall's day, YYYY-MM-DD. */
  readonly today: () => string;
}

/** Reads list files and sets them against the catalogue. Changes nothing. */
export class ListDesk {
  private readonly options: ListDeskOptions;

  constructor(options: ListDeskOptions) {
    this.options = options;
  }

  /** What stands in the file, by the hall's own fields and codes. */
  read(file: Buffer, choice: ListChoice): Promise<Outcome<ReadList>> {
    const state = this.options.state();
    return this.options.reader.read(file, {
      fields: [...state.fields.values()].map(({ code, name, nameEn }) => ({ code, name, nameEn })),
      fieldOf: new Map(
        [...state.procedureVersions].flatMap(([code, versions]) => {
          const field = state.procedures.get(code)?.field ?? versions.at(-1)?.procedure.field;
          return field === undefined ? [] : [[code, field] as const];
        }),
      ),
      called: new Map([...choice.called].filter(([, code]) => state.fields.has(code))),
      from: choice.from ?? this.options.today(),
      ...(choice.encoding === null ? {} : { encoding: choice.encoding }),
    });
  }

  /** What taking the file in would do, and what stands in the way. */
  async compare(file: Buffer, choice: ListChoice): Promise<Outcome<ComparedFile>> {
    const outcome = await this.read(file, choice);
    if (!outcome.ok) return outcome;
    const { rows, ...read } = outcome.value;
    const compared = compareList(this.options.state(), rows, this.options.today(), choice.behind);
    const title = read.columns.find((each) => each.column === 'effectiveFrom')?.title ?? null;
    const behind = compared.problems.map((each): ListProblem => ({ ...each, column: title }));
    return {
      ok: true,
      value: {
        ...read,
        problems: [...read.problems, ...behind].sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
        rows: rows.length,
        difference: compared.difference,
        behind: behind.length,
      },
    };
  }
}
