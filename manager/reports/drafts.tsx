import type { ReactNode } from 'react';
import { useRead } from '../use-read.ts';
import { sayReport } from './report.ts';

interface Draft {
  readonly id: string;
  readonly title?: string;
  readonly name?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Pages that the hall made by itself when a period ended; nothing where this hall keeps none. */
export function Drafts(): ReactNode {
  const { value } = useRead<{ drafts: readonly Draft[] }>('/reports/drafts');
  if (value === null || !Array.isArray(value.drafts)) return null;
  return (
    <section className="section no-print" aria-labelledby="drafts-title">
      <h2 id="drafts-title">{sayReport('drafts')}</h2>
      {value.drafts.length === 0 ? <p className="second">{sayReport('draftsNone')}</p> : null}
      <ul className="drafts">
        {value.drafts.map((each) => (
          <li key={each.id}>
            {each.title ?? each.name ?? each.id}{' '}
            {(['xlsx', 'docx', 'pdf'] as const).map((format) => (
              <a
                key={format}
                className="act"
                download
                href={`/api/v1/reports/drafts/${encodeURIComponent(each.id)}/${format}`}
              >
                {sayReport(format)}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
