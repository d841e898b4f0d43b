import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/i18n/format.ts';
import {
  type ColumnChange,
  LIST_COLUMNS,
  type ProcedureVersion,
} from '../../common/protocol/procedure-versions.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
import { ViewDialog } from '../parts/view-dialog.tsx';
import { sayCommon, sayProcedure, sayRefusal } from '../words.ts';
import { ColumnChanges } from './column-changes.tsx';

const textOf = ({ procedure }: ProcedureVersion, column: (typeof LIST_COLUMNS)[number]): string => {
  const value = procedure[column];
  return typeof value === 'string' ? value : value.join('\n');
};

/** What a version changed against the one before it. */
function changesOf(before: ProcedureVersion, after: ProcedureVersion): ColumnChange[] {
  const changes: ColumnChange[] = LIST_COLUMNS.map((column) => ({
    column,
    before: textOf(before, column),
    after: textOf(after, column),
  }));
  const active = ({ procedure }: ProcedureVersion) => String(procedure.active);
  changes.push({ column: 'active', before: active(before), after: active(after) });
  return changes.filter((each) => each.before !== each.after);
}

function spanOf(version: ProcedureVersion): string {
  const from =
    version.effectiveFrom === null
      ? sayProcedure('sinceEver')
      : sayProcedure('since', { date: formatLocalDate(version.effectiveFrom) });
  const to =
    version.effectiveTo === null
      ? ''
      : `, ${sayProcedure('until', { date: formatLocalDate(version.effectiveTo) })}`;
  return `${from}${to}`;
}

/** The versions of a procedure, newest first, with what each changed; a planned one can be edited or taken back. */
export function ProcedureVersions({
  code,
  name,
  nameOf,
  onEdit,
  onChanged,
  onClose,
}: {
  code: string;
  name: string;
  /** What a field is called. */
  nameOf: (field: string) => string;
  onEdit: (version: ProcedureVersion) => void;
  onChanged: () => void;
  onClose: () => void;
}): ReactNode {
  const read = useRead('GET /procedures/:code/versions', { params: { code } });
  const [problem, setProblem] = useState<string | null>(null);
  const withdraw = async (from: string) => {
    const answer = await api('DELETE /procedures/:code/versions/:from', { params: { code, from } });
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    if (!answer.ok) return;
    onChanged();
    if (read.value?.versions.length === 1) onClose();
    else read.again();
  };
  const versions = read.value?.versions ?? [];
  return (
    <ViewDialog title={sayProcedure('versionsOf', { name })} onClose={onClose}>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {read.value === null ? <Missing read={read} /> : null}
      <ol className="versions">
        {versions
          .map((version, at) => ({ version, before: versions[at - 1] }))
          .reverse()
          .map(({ version, before }) => (
            <li key={version.effectiveFrom ?? ''}>
              <h3>
                <span className={`version-state ${version.state}`}>
                  {sayProcedure(
                    version.state === 'present' || version.procedure.active ? version.state : 'outOfUse',
                  )}
                </span>{' '}
                {spanOf(version)}
              </h3>
              {before === undefined ? null : (
                <ColumnChanges
                  changes={changesOf(before, version)}
                  nameOf={nameOf}
                  heads={[sayProcedure('versionBefore'), sayProcedure('versionAfter')]}
                />
              )}
              {version.state === 'planned' && version.effectiveFrom !== null ? (
                <div className="inline">
                  <button type="button" className="quiet" onClick={() => onEdit(version)}>
                    {sayCommon('edit')}
                  </button>
                  <Confirmed
                    label={sayProcedure('withdraw')}
                    question={sayProcedure('withdrawAsk', { date: formatLocalDate(version.effectiveFrom) })}
                    onYes={() => void withdraw(version.effectiveFrom ?? '')}
                  />
                </div>
              ) : null}
            </li>
          ))}
      </ol>
    </ViewDialog>
  );
}
