import type pg from 'pg';
import { ProvinceSettings } from '../../common/protocol/hub.ts';
import type { Outcome } from '../../common/protocol/refusals.ts';
import { DocumentDesk, type DocumentOrder, type WrittenDocument } from '../documents/document-desk.ts';
import type { DocumentMaker } from '../documents/document-maker.ts';
import type { PageWords } from '../documents/page-words.ts';
import type { ReportedHall } from './volume.ts';

const SETTINGS = 'province';

export interface ProvinceDocumentsParts {
  readonly pool: pg.Pool;
  readonly maker: DocumentMaker;
  /** The words of pages to sign that the province did not set itself. */
  readonly pageWords: () => PageWords;
  /** The province's time, YYYY-MM-DDTHH:MM. */
  readonly now: () => string;
}

/** Writes reports of the province as sheets and pages to sign, by the code that writes those of a hall. */
export class ProvinceDocuments {
  private readonly parts: ProvinceDocumentsParts;

  constructor(parts: ProvinceDocumentsParts) {
    this.parts = parts;
  }

  /** What the province is called and who signs; of a province that set nothing, the product's words. */
  async settings(): Promise<ProvinceSettings> {
    const { rows } = await this.parts.pool.query<{ value: string }>(
      'SELECT value FROM facts WHERE key = $1',
      [SETTINGS],
    );
    if (rows[0] !== undefined) return ProvinceSettings.parse(JSON.parse(rows[0].value));
    const { signerAuthority, signerTitle } = this.parts.pageWords();
    return { name: 'Ủy ban nhân dân tỉnh', superiorName: '', signerAuthority, signerTitle };
  }

  async change(settings: ProvinceSettings): Promise<void> {
    await this.parts.pool.query(
      'INSERT INTO facts VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      [SETTINGS, JSON.stringify(settings)],
    );
  }

  /** Refuses a report that does not exist or has more rows than the format takes. @param halls whose names count */
  async write(order: DocumentOrder, halls: readonly ReportedHall[]): Promise<Outcome<WrittenDocument>> {
    const { maker, pageWords, now } = this.parts;
    const { name, superiorName, signerAuthority, signerTitle } = await this.settings();
    const desk = new DocumentDesk({
      maker,
      hall: () => ({ hallName: name, superiorName }),
      names: {
        agency: () => undefined,
        counter: () => undefined,
        procedure: () => undefined,
        field: (code) =>
          halls.map(({ catalogue }) => catalogue?.fields[code]?.name).find((each) => each !== undefined),
        officer: () => undefined,
      },
      pageWords: () => ({ ...pageWords(), signerAuthority, signerTitle }),
      now,
    });
    return desk.write(order);
  }

  stop(): Promise<void> {
    return this.parts.maker.stop();
  }
}
