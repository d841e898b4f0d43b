import { type ReactNode, useMemo, useState } from 'react';
import { buildSearchIndex, searchItems } from '../../common/i18n/search.ts';
import type { FieldRecord } from '../../common/protocol/views.ts';
import { Glyph } from '../../common/ui/glyphs.tsx';
import { availabilityOf, type HallMoment } from '../availability.ts';
import type { Found } from '../errand-list.ts';
import { type KioskWords, useWords } from '../kiosk-words.ts';
import { Keyboard } from '../parts/keyboard.tsx';
import { Page } from '../parts/page.tsx';
import { Pager } from '../parts/pager.tsx';
import { Tap } from '../parts/tap.tsx';
import { NARROW_PANEL, SMALL_PANEL, useMedia } from '../use-media.ts';
import { usePaging } from '../use-paging.ts';

interface SearchPageProps {
  readonly found: readonly Found[];
  /** Keys of what is offered before anything is typed. */
  readonly usual: readonly string[];
  readonly records: readonly FieldRecord[];
  readonly hall: HallMoment;
  readonly onFound: (found: Found) => void;
  /** The way on when nothing was found. */
  readonly guidance: ReactNode;
}

/** Search by everyday words, with or without diacritics, on the screen's own keyboard. */
export function SearchPage({ found, usual, records, hall, onFound, guidance }: SearchPageProps) {
  const words = useWords();
  const [text, setText] = useState('');
  const small = useMedia(SMALL_PANEL);
  const narrow = useMedia(NARROW_PANEL);
  const [typing, setTyping] = useState(false);
  const index = useMemo(
    () =>
      buildSearchIndex(found, (each) => ({
        name: each.name,
        everydayWords: each.nameEn === '' ? each.words : [...each.words, each.nameEn],
      })),
    [found],
  );
  const empty = text.trim() === '';
  const hits = useMemo(
    () =>
      empty
        ? usual.flatMap((key) => found.filter((each) => each.key === key))
        : searchItems(index, text, 12).map((hit) => hit.item),
    [index, text, empty, found, usual],
  );
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
          <Tap className="search-type" glyph="search" onTap={() => setTyping(true)}>
            {words.kiosk('searchType')}
          </Tap>
        ) : null}
      </div>
      {small && typing ? null : (
        <div className="search-results">
          <p
            className={empty || hits.length === 0 ? 'search-note' : 'search-note search-note-count'}
            aria-live="polite"
          >
            {empty
              ? words.kiosk('searchUsual')
              : hits.length === 0
                ? words.kiosk('searchEmpty')
                : words.kiosk('searchResults', { n: hits.length })}
          </p>
          {hits.length === 0 && !empty ? <div className="bars bars-one">{guidance}</div> : null}
          <div ref={paging.room} className="rows">
            {paging.shown.map((each) => (
              <FoundRow
                key={each.key}
                found={each}
                record={records.find(({ field }) => field.code === each.field)}
                hall={hall}
                onTap={() => onFound(each)}
              />
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

interface FoundRowProps {
  readonly found: Found;
  readonly record: FieldRecord | undefined;
  readonly hall: HallMoment;
  readonly onTap: () => void;
}

/** What was found: its name, and its field with why that is closed, or where else it is done. */
function FoundRow({ found, record, hall, onTap }: FoundRowProps) {
  const words = useWords();
  const available = record === undefined ? null : availabilityOf(record, hall, words);
  const open = available?.open !== false;
  return (
    <button
      type="button"
      className="tap tap-plain row"
      aria-disabled={!open}
      onClick={() => {
        if (open) onTap();
      }}
    >
      <span>
        <span className="row-name">{words.either(found.name, found.nameEn)}</span>
        <span className={open ? 'row-under' : 'row-under row-closed'}>
          {available?.kind === 'closed' ? available.words : underOf(found, record, words)}
        </span>
      </span>
    </button>
  );
}

function underOf(found: Found, record: FieldRecord | undefined, words: KioskWords): string {
  if (record !== undefined) {
    const { field } = record;
    return found.key.startsWith('f/')
      ? words.either(field.everyday, field.everydayEn)
      : words.either(field.name, field.nameEn);
  }
  const place = found.errand === null ? '' : words.either(found.errand.where, found.errand.whereEn);
  return place === '' ? words.kiosk('notHere') : words.kiosk('doneAt', { place });
}
