import type { FoundEncoding, ImportNote } from '../../common/protocol/imports.ts';

/** A cell: its text, or why it says nothing that can be used. */
export type SourceCell = string | { readonly wrong: 'formula' | 'error_cell'; readonly text: string };

/** A row of the file with the line it ends on. */
export interface SourceRow {
  readonly line: number;
  readonly cells: readonly SourceCell[];
}

/** A file of tickets that can be read. */
export interface TicketFile {
  /** Of the unpacked content. */
  readonly sha256: string;
  readonly encoding: FoundEncoding;
  /** Null: a sheet of a workbook. */
  readonly delimiter: string | null;
  readonly head: { readonly line: number; readonly cells: readonly string[] };
  readonly notes: readonly ImportNote[];
  /** Rows behind the head, blank ones too. @param onShare is told the share that was read. Throws ImportError. */
  rows(onShare: (share: number) => void): AsyncGenerator<SourceRow>;
}

/** Without the empty cells at its end, which some programs add. */
export function withoutTail(cells: readonly string[]): string[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1] === '') length -= 1;
  return cells.slice(0, length);
}
