import type { ReactNode } from 'react';
import { DOCUMENT_FORMATS } from '../../common/protocol/formats.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { sayReport } from './report.ts';

/** Pages that the hall made by itself when a period ended; nothing where this hall keeps none. */
export function Drafts(): ReactNode {
  const { value } = useRead('GET /reports/drafts');
  if (value === null) return null;
  return (
    <section className="section no-print" aria-labelledby="drafts-title">
      <h2 id="drafts-title">{sayReport('drafts')}</h2>
      {value.drafts.length === 0 ? <p className="second">{sayReport('draftsNone')}</p> : null}
      <ul className="drafts">
        {value.drafts.map((each) => (
          <li key={each.id}>
            {each.title}{' '}
            {DOCUMENT_FORMATS.map((format) => (
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
