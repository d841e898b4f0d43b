import { foldedWords } from '../../common/i18n/fold.ts';
import type { ImportedState } from '../../common/protocol/imports.ts';

/** Words for outcomes in files of other systems, without diacritics and signs. */
const WORDS: Readonly<Record<ImportedState, readonly string[]>> = {
  done: [
    'done',
    'served',
    'finished',
    'completed',
    'da phuc vu',
    'phuc vu xong',
    'hoan thanh',
    'da hoan thanh',
    'xong',
    'da xong',
    'ket thuc',
    'da ket thuc',
    'da xu ly',
    'da tiep nhan',
    'da giai quyet',
  ],
  no_show: [
    'no show',
    'noshow',
    'absent',
    'missed',
    'vang',
    'vang mat',
    'khong den',
    'khong co mat',
    'bo qua',
    'qua luot',
    'goi nhung vang',
  ],
  cancelled: [
    'cancelled',
    'canceled',
    'left',
    'huy',
    'da huy',
    'huy phieu',
    'huy so',
    'bo ve',
    'da bo ve',
    'khach bo ve',
  ],
  expired: [
    'expired',
    'waiting',
    'het han',
    'qua han',
    'het gio',
    'chua goi',
    'khong duoc goi',
    'cho',
    'dang cho',
  ],
};

const keyOf = (text: string) => foldedWords(text).join(' ');

const STATES: ReadonlyMap<string, ImportedState> = new Map(
  Object.entries(WORDS).flatMap(([state, words]) =>
    words.map((word) => [word, state as ImportedState] as const),
  ),
);

/** Reads outcomes by a profile's words and by those that are common here. */
export class OutcomeReader {
  private readonly own: ReadonlyMap<string, ImportedState>;
  private readonly known = new Map<string, ImportedState | undefined>();

  constructor(own: Readonly<Record<string, ImportedState>> = {}) {
    this.own = new Map(Object.entries(own).map(([word, state]) => [keyOf(word) || word.trim(), state]));
  }

  /** What an outcome means; undefined where it is not known. */
  read(text: string): ImportedState | undefined {
    if (this.known.has(text)) return this.known.get(text);
    const key = keyOf(text) || text.trim();
    const state = this.own.get(key) ?? STATES.get(key);
    if (this.known.size < 1_000) this.known.set(text, state);
    return state;
  }
}
