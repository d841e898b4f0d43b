import { type ReactNode, useState } from 'react';
import { formatDateTime } from '../../common/client/staff-format.ts';
import type { links } from '../../common/i18n/vi/links.ts';
import type {
  DossierFile,
  DossierFileOutcome,
  DossierFolder,
  LeftAlone,
} from '../../common/protocol/dossiers.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { ListPanel } from '../parts/list-panel.tsx';
import { sayLink } from '../words.ts';

const OUTCOME_WORDS = {
  taken: 'dropTaken',
  twin: 'dropTwin',
  foreign: 'dropForeign',
  broken: 'dropBroken',
  no_columns: 'dropNoColumns',
  too_large: 'dropTooLarge',
  empty: 'dropEmpty',
} as const satisfies Readonly<Record<DossierFileOutcome, keyof typeof links>>;

const FOLDER_WORDS = {
  off: 'folderOff',
  ok: 'folderOk',
  unreachable: 'folderUnreachable',
  unwritable: 'folderUnwritable',
} as const satisfies Readonly<Record<DossierFolder['state'], keyof typeof links>>;

const LEFT_WORDS = {
  changing: 'leftChanging',
  unfinished: 'leftUnfinished',
  folder: 'leftFolder',
  link: 'leftLink',
} as const satisfies Readonly<Record<LeftAlone, keyof typeof links>>;

/** How the folder stands, and what in it is not taken in. */
function FolderState({ folder, timeZone }: { folder: DossierFolder; timeZone: string }): ReactNode {
  const isBad = folder.state === 'unreachable' || folder.state === 'unwritable';
  return (
    <>
      <p
        className={isBad ? 'problem' : folder.state === 'ok' ? 'good' : 'second'}
        role={isBad ? 'alert' : 'status'}
      >
        {sayLink(FOLDER_WORDS[folder.state])}
      </p>
      <dl className="facts">
        <dt>{sayLink('folderPath')}</dt>
        <dd>{folder.path}</dd>
        {folder.lookedAt === null ? null : (
          <>
            <dt>{sayLink('folderLooked')}</dt>
            <dd>{formatDateTime(folder.lookedAt, { timeZone })}</dd>
          </>
        )}
      </dl>
      {folder.left.length === 0 ? null : (
        <>
          <p>{sayLink('folderLeft')}</p>
          <ul>
            {folder.left.map(({ name, why }) => (
              <li key={name}>
                {name}: {sayLink(LEFT_WORDS[why])}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Files of dossiers: how the folder stands, and each file that came, what it told and its answer. */
export function DossierFilesSection({ timeZone }: { timeZone: string }): ReactNode {
  const [cursor, setCursor] = useState<number | null>(null);
  const read = useRead('GET /dossier-files', {
    query: cursor === null ? {} : { cursor },
    everyMs: 10_000,
  });
  const rowsOf = (each: DossierFile, count: number) => (each.outcome === 'taken' ? count : '–');
  const { value } = read;
  return (
    <ListPanel
      label={sayLink('dossierFiles')}
      hint={sayLink('dossierFilesHint')}
      lead={value === null ? null : <FolderState folder={value.folder} timeZone={timeZone} />}
      read={read}
      rows={value?.files ?? null}
      keyOf={(each) => String(each.id)}
      empty={sayLink('dossierFilesEmpty')}
      columns={[
        { head: sayLink('fileName'), cell: (each) => each.name },
        { head: sayLink('at'), cell: (each) => formatDateTime(each.at, { timeZone }) },
        { head: sayLink('result'), cell: (each) => sayLink(OUTCOME_WORDS[each.outcome]) },
        { head: sayLink('rowsRecorded'), isFigure: true, cell: (each) => rowsOf(each, each.recorded) },
        { head: sayLink('rowsUnchanged'), isFigure: true, cell: (each) => rowsOf(each, each.unchanged) },
        { head: sayLink('rowsLate'), isFigure: true, cell: (each) => rowsOf(each, each.late) },
        { head: sayLink('rowsWrong'), isFigure: true, cell: (each) => rowsOf(each, each.wrong) },
      ]}
      acts={({ id, name }) => (
        <a
          className="act"
          href={`/api/v1/dossier-files/${id}/result`}
          aria-label={`${sayLink('resultFile')} ${name}`}
          download
        >
          {sayLink('resultFile')}
        </a>
      )}
    >
      {value === null || (value.nextCursor === null && cursor === null) ? null : (
        <p>
          {cursor === null ? null : (
            <button type="button" className="quiet" onClick={() => setCursor(null)}>
              {sayLink('newest')}
            </button>
          )}
          {value.nextCursor === null ? null : (
            <button type="button" className="quiet" onClick={() => setCursor(value.nextCursor)}>
              {sayLink('older')}
            </button>
          )}
        </p>
      )}
    </ListPanel>
  );
}
