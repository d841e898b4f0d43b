import type { ReactNode } from 'react';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { say } from '../words.ts';
import { sayReport } from './report.ts';

/** The report as files, and on paper. @param path of the report with its parameters */
export function ExportRow({ path }: { path: string }): ReactNode {
  const files = [
    ['csv', say('exportCsv')],
    ['xlsx', sayReport('xlsx')],
    ['docx', sayReport('docx')],
    ['pdf', sayReport('pdf')],
  ] as const;
  return (
    <nav className="exports no-print" aria-label={sayReport('exportTo')}>
      {files.map(([format, word]) => (
        <a
          key={format}
          className="act"
          href={`/api/v1${path}&format=${format}${staffLanguage === 'vi' ? '' : `&language=${staffLanguage}`}`}
          download
        >
          {word}
        </a>
      ))}
      <button type="button" className="act" onClick={() => globalThis.print()}>
        {say('print')}
      </button>
    </nav>
  );
}
