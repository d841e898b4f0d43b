import type { BoardMedia } from '../../common/protocol/board-media.ts';
import type { Procedure } from '../../common/protocol/catalogue.ts';
import { say } from '../words.ts';

/** What a board tells of one procedure, word for word. */
export interface Notice {
  readonly code: string;
  readonly name: string;
  /** What is told, and the text of it. */
  readonly facts: readonly (readonly [string, string])[];
}

/** One turn of the media zone. */
export type MediaTurn = BoardMedia['files'][number] | { readonly kind: 'notice'; readonly notice: Notice };

/** Longer texts would not be read from a seat: such a procedure is left to the kiosk and the phone, never shortened. */
const MOST_LETTERS = 260;

/** Notices of the procedures whose time limit or fee is known and short enough to be read whole. */
export function noticesOf(procedures: readonly Procedure[]): readonly Notice[] {
  return procedures.flatMap((procedure): Notice[] => {
    const facts = [
      [say('noticeTimeLimit'), procedure.timeLimit],
      [say('noticeFee'), procedure.fee],
    ] as const;
    const told = facts.filter(([, text]) => text !== '');
    const letters = told.reduce((sum, [, text]) => sum + text.length, procedure.name.length);
    return !procedure.active || told.length === 0 || letters > MOST_LETTERS
      ? []
      : [{ code: procedure.code, name: procedure.name, facts: told }];
  });
}

/** Files and notices by turns; the shorter list comes round again, so that each of the longer is shown once. */
export function turnsOf(files: BoardMedia['files'], notices: readonly Notice[]): readonly MediaTurn[] {
  const rounds = Math.max(files.length, notices.length);
  return Array.from({ length: rounds }, (_, at) => {
    const file = files[at % Math.max(1, files.length)];
    const notice = notices[at % Math.max(1, notices.length)];
    return [
      ...(file === undefined ? [] : [file]),
      ...(notice === undefined ? [] : [{ kind: 'notice' as const, notice }]),
    ];
  }).flat();
}
