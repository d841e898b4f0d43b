import { type ReactNode, useState } from 'react';
import { dossierCodeIn } from '../common/protocol/dossier-code.ts';
import { Dialog } from './dialog.tsx';
import { say } from './words.ts';

interface Arrived {
  readonly key: string;
  readonly code: string;
  readonly atMs: number;
}

/** Keys further apart than this begin another try; ms. */
const TRY_GAP_MS = 1_000;

/** Says what a scanner sends: characters, rhythm, end key, and what the desk makes of it. Nothing is kept. */
export function ScanTestDialog({ onClose }: { onClose: () => void }): ReactNode {
  const [keys, setKeys] = useState<readonly Arrived[]>([]);
  const typed = keys.filter((each) => each.key.length === 1);
  const text = typed.map((each) => each.key).join('');
  const gaps = typed.slice(1).map((each, at) => each.atMs - (typed[at]?.atMs ?? 0));
  const code = dossierCodeIn(text);
  const endKey = keys.at(-1)?.key;
  const facts: readonly (readonly [string, string])[] = [
    [say('scanTestText'), text === '' ? '–' : text],
    [
      say('scanTestRhythm'),
      gaps.length === 0
        ? '–'
        : say('scanTestGaps', { low: Math.round(Math.min(...gaps)), high: Math.round(Math.max(...gaps)) }),
    ],
    [say('scanTestEnd'), endKey === 'Enter' || endKey === 'Tab' ? endKey : say('scanTestNoEnd')],
    [say('scanTestCode'), code ?? say('scanTestNoCode')],
  ];
  return (
    <Dialog title={say('scanTest')} onClose={onClose}>
      <p>{say('scanTestHint')}</p>
      <textarea
        className="scan-test"
        aria-label={say('scanTest')}
        value={text}
        readOnly
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.ctrlKey || event.altKey) return;
          event.preventDefault();
          const { key, code: physical, timeStamp: atMs } = event.nativeEvent;
          setKeys((before) => {
            const last = before.at(-1);
            const again = last === undefined || atMs - last.atMs > TRY_GAP_MS;
            return [...(again ? [] : before), { key, code: physical, atMs }];
          });
        }}
      />
      <dl className="key-list">
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
