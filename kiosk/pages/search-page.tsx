import { useMemo, useState } from 'react';
import { buildSearchIndex, searchItems } from '../../common/i18n/search.ts';
import type { Field, Procedure } from '../../common/protocol/catalogue.ts';
import { Glyph } from '../../common/ui/glyphs.tsx';
import { useWords } from '../kiosk-words.ts';
import { Keyboard } from '../parts/keyboard.tsx';
import { Page } from '../parts/page.tsx';
import { Pager } from '../parts/pager.tsx';
import { Tap } from '../parts/tap.tsx';
import { NARROW_PANEL, SMALL_PANEL, useMedia } from '../use-media.ts';
import { usePaging } from '../use-paging.ts';

interface SearchPageProps {
  readonly fields: readonly Field[];
  readonly procedures: readonly Procedure[];
  readonly onFound: (field: Field, procedure: string | null) => void;
}

interface Found {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly under: string;
  readonly words: readonly string[];
  readonly field: Field;
  readonly procedure: string | null;
}

/** Fields and procedures as one searchable list; a procedure whose field is not offered is left out. */
function searchable(fields: readonly Field[], procedures: readonly Procedure[]): readonly Found[] {
  const byCode = new Map(fields.map((field) => [field.code, field]));
  const ofProcedures = procedures.flatMap((procedure): Found[] => {
    const field = byCode.get(procedure.field);
    if (field === undefined) return [];
    const { code, name, nameEn, words } = procedure;
    return [{ key: `p/${code}`, name, nameEn, under: field.name, words, field, procedure: code }];
  });
  const ofFields = fields.map((field): Found => {
    const words = [...field.words, field.everyday, field.nameEn].filter((text) => text !== '');
    const { code, name, nameEn, everyday } = field;
    return { key: `f/${code}`, name, nameEn, under: everyday, words, field, procedure: null };
  });
  return [...ofProcedures, ...ofFields];
}

/** Search by everyday words, with or without diacritics, on the screen's own keyboard. */
export function SearchPage({ fields, procedures, onFound }: SearchPageProps) {
  const words = useWords();
  const [text, setText] = useState('');
  const [typing, setTyping] = useState(true);
  const small = useMedia(SMALL_PANEL);
  const narrow = useMedia(NARROW_PANEL);
  const index = useMemo(
    () =>
      buildSearchIndex(searchable(fields, procedures), (found) => ({
        name: found.name,
        everydayWords: found.nameEn === '' ? found.words : [...found.words, found.nameEn],
      })),
    [fields, procedures],
  );
  const hits = useMemo(() => searchItems(index, text, 12).map((hit) => hit.item), [index, text]);
  const paging = usePaging(hits);
  return (
    <Page name="search" title={words.kiosk('searchTitle')}>
      <div className="search-line">
        <label className="search-input">
          <Glyph name="search" size={56} />
          <input
            value={text}
            onChange={(event) => setText(event.target.value.normalize('NFC'))}
            inputMode="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            aria-label={words.kiosk('searchTitle')}
            placeholder={words.kiosk('searchExample')}
          />
        </label>
        {small && !typing ? (
          <Tap glyph="search" onTap={() => setTyping(true)}>
            {words.kiosk('searchType')}
          </Tap>
        ) : null}
      </div>
      {small && typing ? null : (
        <div className="search-results">
          <p className="search-note" aria-live="polite">
            {text.trim() === ''
              ? words.kiosk('keyboardHint')
              : hits.length === 0
                ? words.kiosk('searchEmpty')
                : words.kiosk('searchResults', { n: hits.length })}
          </p>
          <div ref={paging.room} className="rows">
            {paging.shown.map((found) => (
              <button
                key={found.key}
                type="button"
                className="tap tap-plain row"
                onClick={() => onFound(found.field, found.procedure)}
              >
                <span>
                  <span className="row-name">{words.either(found.name, found.nameEn)}</span>
                  <span className="row-under">{found.under}</span>
                </span>
              </button>
            ))}
          </div>
          <Pager paging={paging} />
        </div>
      )}
      {small && !typing ? null : (
        <Keyboard text={text} onText={setText} narrow={narrow}>
          {small ? (
            <button type="button" className="key key-word key-results" onClick={() => setTyping(false)}>
              {words.kiosk('searchShow', { n: hits.length })}
            </button>
          ) : null}
        </Keyboard>
      )}
    </Page>
  );
}
