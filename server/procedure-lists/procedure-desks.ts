import { join } from 'node:path';
import type { DocumentMaker } from '../documents/document-maker.ts';
import { pageWordsOn } from '../documents/page-words.ts';
import type { HallState } from '../domain/state.ts';
import { ErrandDesk } from '../errands/errand-desk.ts';
import { MediaFolder } from '../media/media-folder.ts';
import type { VisitCount } from '../storage/read-models.ts';
import { ListDesk } from './list-desk.ts';
import { ListReader } from './list-reader.ts';
import { ListingDesk } from './listing-desk.ts';

/** The desks for lists of procedures, coming in and going out, for errands, and for what the boards show. `stop` ends the thread that reads. */
export function procedureDesks(options: {
  readonly state: () => HallState;
  readonly maker: Pick<DocumentMaker, 'make'>;
  readonly dataDir: string;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly now: () => string;
  readonly visits: (from: string, before: string) => readonly VisitCount[];
  readonly onError: (error: unknown, what: string) => void;
}): {
  readonly desks: {
    readonly lists: ListDesk;
    readonly listing: ListingDesk;
    readonly errands: ErrandDesk;
    readonly media: MediaFolder;
  };
  readonly stop: () => Promise<void>;
} {
  const { state, maker, dataDir, now, visits, onError } = options;
  const today = () => now().slice(0, 10);
  const reader = new ListReader({ onError });
  return {
    desks: {
      lists: new ListDesk({ reader, state, today }),
      listing: new ListingDesk({
        state,
        maker,
        now,
        pageWords: () => pageWordsOn(dataDir, state().settings.signings, 'listing', today()),
      }),
      errands: new ErrandDesk({ state, dataDir, today, visits, onError }),
      media: new MediaFolder(join(dataDir, 'media'), { today, onError }),
    },
    stop: () => reader.stop(),
  };
}
