import { type ReactNode, useState } from 'react';
import { say } from './words.ts';

/** What ends something asks first, in its place. */
export function Asking({
  question,
  word,
  act,
}: {
  question: string;
  word: string;
  act: () => void;
}): ReactNode {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <button type="button" className="quiet" onClick={() => setAsking(true)}>
        {word}
      </button>
    );
  return (
    <fieldset className="asking">
      <legend>{question}</legend>
      <button
        type="button"
        className="main-act"
        // The question took the place of the button that had the focus.
        ref={(button) => button?.focus()}
        onClick={() => {
          setAsking(false);
          act();
        }}
      >
        {say('yes')}
      </button>{' '}
      <button type="button" className="quiet" onClick={() => setAsking(false)}>
        {say('no')}
      </button>
    </fieldset>
  );
}
