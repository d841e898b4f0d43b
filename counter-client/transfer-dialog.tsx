import { type ReactNode, useState } from 'react';
import { recordsOf } from '../common/client/selectors.ts';
import { foldVietnamese as fold } from '../common/i18n/fold.ts';
import type { Asked } from './desk-dialog.tsx';
import { Dialog } from './dialog.tsx';
import { say, sayCommon } from './words.ts';

interface Target {
  readonly key: string;
  readonly name: string;
  readonly to: { readonly field: string } | { readonly toCounter: string };
  /** False where no counter works that would call it. */
  readonly served: boolean;
}

/** Where the present ticket may go, by typing; where nobody serves is marked before and said afterwards, with the way back. */
export function TransferDialog({ own, state, present, visit, act, onClose }: Asked): ReactNode {
  const [sought, setSought] = useState('');
  const fields = recordsOf(state, 'field')
    .filter((each) => each.field.active && each.field.code !== present?.field)
    .map(
      (each): Target => ({
        key: each.id,
        name: each.field.name,
        to: { field: each.field.code },
        served: each.counters.length > 0,
      }),
    );
  const counters = recordsOf(state, 'counter')
    .filter((each) => each.active && each.code !== own.code)
    .map(
      (each): Target => ({
        key: each.id,
        name: each.label,
        to: { toCounter: each.code },
        served: each.state === 'open',
      }),
    );
  const needle = fold(sought);
  const fits = (each: Target) => fold(each.name).includes(needle);
  const first = [...fields, ...counters].find(fits);
  const go = (target: Target) => {
    onClose();
    void act(
      'counter:transfer',
      {
        counter: own.code,
        present: present?.ticketId ?? null,
        presentState: present?.state ?? null,
        ...target.to,
        transactions: [...visit.work],
      },
      () => (target.served ? say('transferred') : say('transferredUnserved', { name: target.name })),
    );
  };
  const list = (title: string, targets: readonly Target[]) =>
    targets.length === 0 ? null : (
      <>
        <h3>{title}</h3>
        <ul className="choices">
          {targets.map((each) => (
            <li key={each.key}>
              <button type="button" className="choice" onClick={() => go(each)}>
                {each.name}
                {each.served ? null : <em className="unserved">{say('transferUnserved')}</em>}
              </button>
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <Dialog title={say('transfer')} onClose={onClose}>
      <p>{say('transferKeeps')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (needle !== '' && first !== undefined) go(first);
        }}
      >
        <label>
          {say('transferSearch')}
          <input value={sought} autoComplete="off" onChange={(event) => setSought(event.target.value)} />
        </label>
      </form>
      {needle !== '' && first === undefined ? <p>{sayCommon('none')}</p> : null}
      {list(say('transferToField'), fields.filter(fits))}
      {list(say('transferToCounter'), counters.filter(fits))}
    </Dialog>
  );
}
