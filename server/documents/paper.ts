import type { Seal } from '../../common/protocol/seals.ts';
import type { PageWords } from './page-words.ts';
import type { CellKind, DocumentCell } from './report-document.ts';

/** A column of a table on paper. `share`: of the page's width, in parts of the sum of all. */
export interface PaperColumn {
  readonly title: string;
  readonly share: number;
  readonly align: 'left' | 'right' | 'center';
}

/** A piece of a paper, in the order of reading. */
export type PaperBlock =
  | { readonly kind: 'basis'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'items'; readonly lines: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly PaperColumn[];
      readonly rows: readonly (readonly string[])[];
    };

/** A table of a workbook; its values keep their kinds. */
export interface PaperSheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly kind: CellKind; readonly width: number }[];
  readonly rows: readonly (readonly DocumentCell[])[];
}

/** A paper of several parts to be signed, and the sheets that go with it: plain data, so that a thread can take it. */
export interface PaperDocument {
  readonly kind: 'paper';
  /** Title of the file, such as "Phương án bố trí". */
  readonly title: string;
  /** Line below the type of paper. */
  readonly subject: string;
  readonly hallName: string;
  readonly superiorName: string;
  readonly page: PageWords;
  /** The record's newest seal when it was made. */
  readonly seal?: Seal;
  readonly madeBy: string;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly madeAt: string;
  /** Why it cannot be signed as it is: every page then says that it is a draft. Absent: it can. */
  readonly draft?: string;
  readonly blocks: readonly PaperBlock[];
  readonly closing: string;
  /** What goes with it, each on a page of its own after the signature. */
  readonly annexes?: readonly { readonly title: string; readonly blocks: readonly PaperBlock[] }[];
  readonly sheets: readonly PaperSheet[];
}
