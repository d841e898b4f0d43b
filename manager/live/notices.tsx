import type { FormEvent, ReactNode } from 'react';
import type { NoticeRecord } from '../../common/protocol/views.ts';
import { say, sayLive } from '../words.ts';

/** What runs over the screens, for whoever may write it. */
export function Notices({
  notices,
  onShow,
  onStop,
}: {
  notices: readonly NoticeRecord[];
  /** @returns whether it was taken */
  onShow: (text: string) => Promise<boolean>;
  onStop: (id: string) => void;
}): ReactNode {
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get('text') ?? '').trim();
    if (text !== '' && (await onShow(text))) form.reset();
  };
  return (
    <section aria-labelledby="notices-title" className="acts">
      <h2 id="notices-title">{sayLive('notices')}</h2>
      <form className="inline" onSubmit={(event) => void submit(event)}>
        <label>
          {say('noticeText')}
          <input name="text" maxLength={300} required />
        </label>
        <button type="submit" className="act">
          {say('noticeShow')}
        </button>
      </form>
      {notices.length === 0 ? <p className="second">{sayLive('noticesNone')}</p> : null}
      <ul className="notices">
        {notices.map((each) => (
          <li key={each.id}>
            {each.text}{' '}
            <button type="button" className="quiet" onClick={() => onStop(each.id.slice('notice/'.length))}>
              {say('noticeStop')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
