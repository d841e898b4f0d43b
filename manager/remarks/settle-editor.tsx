import type { ReactNode } from 'react';
import { api } from '../../common/client/api.ts';
import { REMARK_LENGTH, SETTLED_STATES } from '../../common/protocol/remark-bounds.ts';
import type { ListedRemark } from '../../common/protocol/rest/record.ts';
import { Editor } from '../parts/editor.tsx';
import { sayRefusal, sayRemark } from '../words.ts';

/** A leader's word on one remark: where it stands, and the answer to whoever made it. */
export function SettleEditor({
  remark,
  about,
  onSaved,
  onClose,
}: {
  remark: ListedRemark;
  about: string;
  onSaved: () => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Editor
      title={sayRemark('settleTitle')}
      onClose={onClose}
      onSave={async (given) => {
        const answer = given.text('answer').replace(/\s+/g, ' ');
        const state = given.oneOf('state', SETTLED_STATES);
        if (state === 'handled' && answer === '') return sayRemark('answerNeeded');
        const done = await api('POST /remarks/:code/settle', {
          params: { code: remark.id },
          body: { state, answer },
        });
        if (!done.ok) return sayRefusal(done.code);
        onSaved();
        return null;
      }}
    >
      <div className="whole remark-shown">
        <p className="second">{`${sayRemark(remark.kind)} · ${about} · ${remark.officerName}`}</p>
        <p>{remark.text}</p>
      </div>
      <fieldset className="whole inline remark-states">
        <legend>{sayRemark('state')}</legend>
        {SETTLED_STATES.map((each) => (
          <label key={each} className="tick">
            <input
              type="radio"
              name="state"
              value={each}
              defaultChecked={each === (remark.state === 'open' ? 'handled' : remark.state)}
            />
            {sayRemark(each)}
          </label>
        ))}
      </fieldset>
      <label className="whole">
        {sayRemark('answer')}
        <textarea name="answer" rows={4} maxLength={REMARK_LENGTH} defaultValue={remark.answer} />
      </label>
    </Editor>
  );
}
