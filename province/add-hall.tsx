import { type FormEvent, type ReactNode, useState } from 'react';
import { hubApi } from '../common/client/api.ts';
import { sayRefusal } from '../common/client/refusal-words.ts';
import { say } from './words.ts';

/** A code that was made for a hall; it is shown once. */
export interface MadeCode {
  readonly hall: string;
  readonly enrolmentCode: string;
}

/** Makes a hall known. */
export function AddHall({ onMade }: { onMade: (made: MadeCode) => void }): ReactNode {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [parent, setParent] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await hubApi('POST /halls', {
      body: {
        code: code.trim(),
        name,
        ...(parent.trim() === '' ? {} : { parent }),
      },
    });
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    if (!answer.ok) return;
    onMade({ hall: name, enrolmentCode: answer.value.enrolmentCode });
    setCode('');
    setName('');
    setParent('');
  };
  return (
    <>
      <h2>{say('admit')}</h2>
      <form className="ask" onSubmit={(event) => void submit(event)}>
        <label>
          {say('code')}
          <input
            value={code}
            required
            maxLength={64}
            pattern="[A-Za-z0-9][A-Za-z0-9._\-]*"
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
        <label>
          {say('name')}
          <input value={name} required maxLength={200} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          {say('parent')}
          <input value={parent} maxLength={120} onChange={(event) => setParent(event.target.value)} />
        </label>
        <button type="submit" className="main-act">
          {say('add')}
        </button>
      </form>
      <p className="second">{say('addHint')}</p>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** The code with which a hall joins. */
export function ShowCode({ made }: { made: MadeCode }): ReactNode {
  return (
    <section className="made" aria-live="polite">
      <p>{say('enrolmentCode', { hall: made.hall })}</p>
      <p className="enrolment">{made.enrolmentCode}</p>
      <p className="second">{say('enrolmentHint')}</p>
    </section>
  );
}
