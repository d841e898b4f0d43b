import type { DocumentMaker } from '../documents/document-maker.ts';
import { pageWordsOn } from '../documents/page-words.ts';
import type { HallState } from '../domain/state.ts';
import { ListDesk } from './list-desk.ts';
import { ListReader } from './list-reader.ts';
import { ListingDesk } from './listing-desk.ts';

/** The desks for lists of procedures, coming in and going out. `stop` ends the thread that reads. */
export function procedureDesks(options: {
  readonly state: () => HallState;
  readonly maker: Pick<DocumentMaker, 'make'>;
  readonly dataDir: string;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly now: () => string;
  readonly onError: (error: unknown, what: string) => void;
}): { readonly lists: ListDesk; readonly listing: ListingDesk; readonly stop: () => Promise<void> } {
  const { state, maker, dataDir, now, onError } = options;
  const reader = new ListReader({ onError });
  return {
    lists: new ListDesk({ reader, state, today: () => now().slice(0, 10) }),
    listing: new ListingDesk({
      state,
      maker,
      now,
      pageWords: () => pageWordsOn(dataDir, state().settings.signings, 'listing', now().slice(0, 10)),
    }),
    stop: () => reader.stop(),
  };
}
