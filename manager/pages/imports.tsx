import { type ReactNode, useEffect, useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatNumber } from '../../common/client/staff-format.ts';
import { ImportProfile, type ImportRun } from '../../common/protocol/imports.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { BatchTable } from '../imports/batch-table.tsx';
import { CheckedFile } from '../imports/checked-file.tsx';
import { FOUND_OUT, orderOf, type Reading, readingOf } from '../imports/reading.ts';
import { isWorking, useImportFile } from '../imports/use-import-file.ts';
import type { ManagerPage } from '../page.ts';
import { FileChoice } from '../parts/file-choice.tsx';
import { sayImport, sayRefusal } from '../words.ts';
import '../catalogue/procedures.css';

/** Work under way, with how far it is and a way to stop it. */
function Working({ text, share, onStop }: { text: string; share: number; onStop: () => void }): ReactNode {
  return (
    <div className="waiting-list">
      <p role="status">{text}</p>
      <progress aria-label={text} value={share} max={1} />
      <button type="button" className="act start" onClick={onStop}>
        {sayImport('stop')}
      </button>
    </div>
  );
}

/** What came in, and the way back. */
function Taken({
  run,
  onOther,
  onUndone,
}: {
  run: ImportRun;
  onOther: () => void;
  onUndone: () => void;
}): ReactNode {
  const [told, setTold] = useState<string | null>(null);
  const { result, file } = run;
  const n = formatNumber(result?.rows ?? 0);
  const undo = async () => {
    const answer = await api('DELETE /import-batches/:id', { params: { id: result?.batch ?? '' } });
    setTold(answer.ok ? sayImport('removed', { n, file }) : sayRefusal(answer.code));
    onUndone();
  };
  return (
    <>
      <p className="answer" role="status">
        {told ?? sayImport('taken', { n, file })}
      </p>
      {result === null || result.badRows + result.knownRows === 0 || told !== null ? null : (
        <p>
          {sayImport('takenSkipped', {
            bad: formatNumber(result.badRows),
            known: formatNumber(result.knownRows),
          })}
        </p>
      )}
      <div className="list-links">
        {told === null ? (
          <button type="button" className="act" onClick={() => void undo()}>
            {sayImport('undo', { n })}
          </button>
        ) : null}
        <button type="button" className="act strong" onClick={onOther}>
          {sayImport('other')}
        </button>
      </div>
    </>
  );
}

/** Reads choices that were kept as a file; null: it holds none. */
async function keptReading(file: File): Promise<Reading | null> {
  try {
    const parsed = ImportProfile.safeParse(JSON.parse(await file.text()));
    return parsed.success ? readingOf(parsed.data) : null;
  } catch {
    return null;
  }
}

function ImportsPage(): ReactNode {
  const fields = useRead('GET /fields');
  const officers = useRead('GET /officers');
  const batches = useRead('GET /imports');
  const { step, problem, choose, begin, drop } = useImportFile(batches.again);
  const [reading, setReading] = useState<Reading>(FOUND_OUT);
  const [readBy, setReadBy] = useState<Reading>(FOUND_OUT);
  const [profileProblem, setProfileProblem] = useState(false);
  const [keptName, setKeptName] = useState<string | null>(null);
  const takeKept = async (file: File) => {
    const kept = await keptReading(file);
    setKeptName(kept === null ? null : file.name);
    setProfileProblem(kept === null);
    setReading(kept ?? FOUND_OUT);
  };
  const heading = useRef<HTMLHeadingElement>(null);
  const at = step.at === 'file' ? step.run.state : step.at;
  const before = useRef(at);
  useEffect(() => {
    // Who hears the page is led to what is new; at first the menu keeps the focus.
    if (before.current !== at && at !== 'sending' && at !== 'checking') heading.current?.focus();
    before.current = at;
  }, [at]);
  const leave = () => {
    setReading(FOUND_OUT);
    setKeptName(null);
    void drop();
  };
  const percent = (share: number) => Math.floor(share * 100);
  return (
    <>
      <section className="list-import">
        <h2 ref={heading} tabIndex={-1}>
          {sayImport('title')}
        </h2>
        {problem === null ? null : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        {step.at === 'choose' ? (
          <>
            <p>{sayImport('intro')}</p>
            <FileChoice
              accept=".csv,.gz,.tsv,.txt,.xlsx"
              choose={sayImport('choose')}
              drop={sayImport('drop')}
              onFile={(file) => {
                setReadBy(reading);
                void choose(file, orderOf(reading, false, false));
              }}
            />
            <p className="second">{sayImport('needs')}</p>
            <label className="kept-reading">
              <input
                type="file"
                accept=".json"
                className="visually-hidden"
                onChange={(event) => {
                  const file = event.target.files?.[0];
                  if (file !== undefined) void takeKept(file);
                }}
              />
              <span className="act">{sayImport('useProfile')}</span>
              {keptName === null ? null : <span role="status">{keptName}</span>}
            </label>
            {profileProblem ? (
              <p className="problem" role="alert">
                {sayImport('profileBad')}
              </p>
            ) : null}
          </>
        ) : null}
        {step.at === 'sending' ? (
          <Working
            text={sayImport('sending', { file: step.name, percent: percent(step.share) })}
            share={step.share}
            onStop={() => void drop()}
          />
        ) : null}
        {step.at === 'file' && isWorking(step.run) ? (
          <Working
            text={sayImport(step.run.state === 'taking' ? 'taking' : 'checking', {
              file: step.run.file,
              percent: percent(step.run.progress),
            })}
            share={step.run.progress}
            onStop={leave}
          />
        ) : null}
        {step.at === 'file' && step.run.state === 'taken' ? (
          <Taken run={step.run} onOther={leave} onUndone={batches.again} />
        ) : null}
        {step.at === 'file' && !isWorking(step.run) && step.run.state !== 'taken' ? (
          <CheckedFile
            run={step.run}
            fields={fields.value?.fields ?? []}
            officers={(officers.value?.officers ?? []).map(({ username, displayName }) => ({
              code: username,
              name: displayName,
            }))}
            reading={reading}
            changed={step.run.state === 'failed' || JSON.stringify(reading) !== JSON.stringify(readBy)}
            onChange={(change) => setReading({ ...reading, ...change })}
            onAgain={(order) => {
              const next = readingOf(order.profile);
              setReading(next);
              setReadBy(next);
              void begin(step.run, 'check', order);
            }}
            onTake={(order) => void begin(step.run, 'take', order)}
            onDrop={leave}
          />
        ) : null}
      </section>
      <BatchTable read={batches} />
    </>
  );
}

/** Tickets of an earlier system: chosen, looked at, taken in, and taken out again. */
export const importsPage: ManagerPage = {
  path: 'imports',
  menu: 'menuImports',
  roles: ['supervisor', 'admin'],
  Page: ImportsPage,
};
