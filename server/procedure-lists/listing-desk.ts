import { createHash } from 'node:crypto';
import type { DocumentFormat } from '../../common/protocol/formats.ts';
import type { PublicListing } from '../../common/protocol/procedure-versions.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { documentType, ROW_LIMITS, type WrittenDocument } from '../documents/document-desk.ts';
import type { DocumentMaker } from '../documents/document-maker.ts';
import type { PageWords } from '../documents/page-words.ts';
import type { HallState } from '../domain/state.ts';
import { listCsv, listPage, listSheet } from './list-documents.ts';
import { listingOn } from './listing.ts';

export interface ListingDeskOptions {
  readonly state: () => HallState;
  readonly maker: Pick<DocumentMaker, 'make'>;
  readonly pageWords: () => PageWords;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly now: () => string;
}

/** Documents of other days that are kept besides today's. */
const KEPT = 8;

/** The hall's procedures for everybody: as data, as a list to be read again, and as a page to put up. */
export class ListingDesk {
  private readonly options: ListingDeskOptions;
  /** By format and day: anybody may ask, so that the same page is not made anew for each. */
  private readonly made = new Map<string, { readonly mark: string; readonly content: Promise<Buffer> }>();

  constructor(options: ListingDeskOptions) {
    this.options = options;
  }

  on(date: string): PublicListing {
    return listingOn(this.options.state(), date);
  }

  /** Refuses a list that is too long for the format. */
  async write(date: string, format: DocumentFormat | 'csv'): Promise<Outcome<WrittenDocument>> {
    const listing = this.on(date);
    const fileName = `Danh mục thủ tục hành chính ${date}.${format}`;
    if (format === 'csv')
      return {
        ok: true,
        value: { type: 'text/csv; charset=utf-8', content: Buffer.from(listCsv(listing)), fileName },
      };
    const length = listing.fields.reduce((sum, field) => sum + field.procedures.length, 0);
    const limit = ROW_LIMITS[format];
    if (length > limit)
      return refused('invalid_input', `${length} procedures are too many for ${format}; it takes ${limit}`, {
        rows: length,
        limit,
      });
    const content = await this.contentOf(listing, format);
    return { ok: true, value: { type: documentType(format), content, fileName } };
  }

  private contentOf(listing: PublicListing, format: DocumentFormat): Promise<Buffer> {
    const page = this.options.pageWords();
    const mark = createHash('sha256')
      .update(JSON.stringify([listing, page]))
      .digest('base64');
    const key = `${format} ${listing.date}`;
    const known = this.made.get(key);
    if (known?.mark === mark) return known.content;
    const signature = { madeBy: listing.hall.name, madeAt: this.options.now(), page };
    const document = format === 'xlsx' ? listSheet(listing, signature) : listPage(listing, signature);
    const content = this.options.maker.make(document, format);
    this.made.delete(key);
    this.made.set(key, { mark, content });
    // What failed is tried again by the next who asks.
    content.catch(() => {
      if (this.made.get(key)?.content === content) this.made.delete(key);
    });
    for (const old of [...this.made.keys()].slice(0, -KEPT)) this.made.delete(old);
    return content;
  }
}
