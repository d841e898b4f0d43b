import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { RosterAnswer, RotationProposal } from '../../common/protocol/roster-draft.ts';
import { sayRefusal, sayRoster } from '../words.ts';
import { namesOf, sentenceOf } from './roster-words.ts';

/** Who is proposed to go back and who to come; accepting changes both postings at once. */
export function Rotations({
  answer,
  edits,
  onChanged,
}: {
  answer: RosterAnswer;
  edits: boolean;
  onChanged: (told: string) => void;
}): ReactNode {
  const [problem, setProblem] = useState<string | null>(null);
  const { person } = namesOf(answer);
  const { rotations } = answer.roster;
  const accept = async ({ out, in: comes, on }: RotationProposal) => {
    if (comes === null) return;
    const [outName, inName] = [person(out), person(comes)];
    const question = sayRoster('rotateAsk', { out: outName, in: inName, date: formatLocalDate(on) });
    if (!globalThis.confirm(question)) return;
    const done = await api('POST /officers/rotate', { body: { out, in: comes, on } });
    setProblem(done.ok ? null : sayRefusal(done.code));
    if (done.ok) onChanged(sayRoster('rotated'));
  };
  return (
    <section className="section" aria-label={sayRoster('rotations')}>
      <h2>{sayRoster('rotations')}</h2>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {rotations.length === 0 ? (
        <p className="second">{sayRoster('rotationsNone')}</p>
      ) : (
        <ul className="roster-problems">
          {rotations.map((each) => (
            <li key={each.out}>
              <span>{sentenceOf(each.reason)}</span>
              {edits && each.in !== null && each.on > answer.today ? (
                <button
                  type="button"
                  className="act"
                  aria-label={sayRoster('rotateAcceptOf', { name: person(each.out) })}
                  onClick={() => void accept(each)}
                >
                  {sayRoster('rotateAccept')}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
