import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { MOST_LANGUAGES } from '../../common/protocol/choices.ts';
import type { HallLanguage } from '../../common/protocol/rest/languages.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Missing } from '../parts/states.tsx';
import { sayRefusal, saySetting } from '../words.ts';

/** Which languages citizens choose from and in what order, and who has read their words. */
export function LanguagesInput({ value }: { value: readonly string[] }): ReactNode {
  const read = useRead('GET /languages');
  const [order, setOrder] = useState<readonly string[]>(value.includes('vi') ? value : ['vi', ...value]);
  if (read.value === null) return <Missing read={read} />;
  const { languages } = read.value;
  const known = new Map(languages.map((each) => [each.tag, each]));
  const chosen = order.flatMap((tag) => known.get(tag) ?? []);
  const others = languages.filter(({ tag }) => !order.includes(tag));
  const move = (tag: string, by: 1 | -1) => {
    const rest = order.filter((each) => each !== tag);
    rest.splice(order.indexOf(tag) + by, 0, tag);
    setOrder(rest);
  };
  return (
    <fieldset className="whole languages-input">
      <legend>{saySetting('languagesTitle')}</legend>
      <p className="second">{saySetting('languagesHint', { n: MOST_LANGUAGES })}</p>
      <ul className="plain-list">
        {[...chosen, ...others].map((language) => {
          const at = order.indexOf(language.tag);
          const isChosen = at >= 0;
          return (
            <li key={language.tag}>
              {isChosen ? <input type="hidden" name="languages" value={language.tag} /> : null}
              <label className="tick">
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={language.tag === 'vi' || (!isChosen && order.length >= MOST_LANGUAGES)}
                  onChange={() =>
                    setOrder(
                      isChosen ? order.filter((each) => each !== language.tag) : [...order, language.tag],
                    )
                  }
                />
                <span>
                  <strong lang={language.tag}>{language.name}</strong> · {nameOf(language)}
                </span>
              </label>
              {isChosen ? (
                <span className="row-acts">
                  <button
                    type="button"
                    className="quiet"
                    disabled={at === 0}
                    aria-label={saySetting('languageUp', { name: nameOf(language) })}
                    onClick={() => move(language.tag, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    className="quiet"
                    disabled={at === order.length - 1}
                    aria-label={saySetting('languageDown', { name: nameOf(language) })}
                    onClick={() => move(language.tag, 1)}
                  >
                    ↓
                  </button>
                </span>
              ) : null}
              <Review language={language} onSigned={read.again} />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

const nameOf = ({ nameVi, nameEn }: HallLanguage): string =>
  document.documentElement.lang === 'en' ? nameEn : nameVi;

function standing({ made, review }: HallLanguage): string {
  if (review === null) return saySetting(made === 'own' ? 'languageOwn' : 'languageMachine');
  const facts = { name: review.by, date: formatLocalDate(review.date) };
  return saySetting(review.holds ? 'languageSigned' : 'languageChanged', facts);
}

/** Whether somebody who reads the language has signed its words, and where that is recorded. */
function Review({ language, onSigned }: { language: HallLanguage; onSigned: () => void }): ReactNode {
  const [reader, setReader] = useState('');
  const [told, setTold] = useState('');
  const { tag, digest, made, review, missing } = language;
  const sign = async () => {
    if (reader.trim() === '') {
      setTold(saySetting('languageReaderNeeded'));
      return;
    }
    const answer = await api('PUT /languages/:code/review', {
      params: { code: tag },
      body: { digest, reader: reader.trim() },
    });
    setTold(answer.ok ? saySetting('languageSignDone') : sayRefusal(answer.code));
    if (answer.ok) setReader('');
    onSigned();
  };
  return (
    <div className="second">
      <p>
        {standing(language)}{' '}
        {missing.length === 0 ? '' : saySetting('languageMissing', { n: missing.length })}
      </p>
      {made === 'own' || review?.holds === true ? null : (
        <p className="row-acts">
          <input
            value={reader}
            maxLength={120}
            aria-label={`${saySetting('languageReader')} · ${nameOf(language)}`}
            placeholder={saySetting('languageReader')}
            onChange={(event) => setReader(event.target.value)}
          />
          <button type="button" className="quiet" onClick={() => void sign()}>
            {saySetting('languageSign')}
          </button>
        </p>
      )}
      <p role="status">{told}</p>
    </div>
  );
}
