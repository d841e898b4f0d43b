import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { nameFace, type OfferedLanguage } from '../../common/client/language-words.ts';
import { useWords } from '../kiosk-words.ts';
import { Tap } from './tap.tsx';

/** So many languages stand on the page itself; more are a sheet of their own behind one button of the foot. */
const ON_PAGE = 2;
/** Said in both, since it is read before a language is chosen. */
const TITLE = 'Ngôn ngữ · Language';

interface LanguageChoiceProps {
  readonly languages: readonly OfferedLanguage[];
  readonly onLanguage: (tag: string) => void;
}

/** A language as a button, by its own name in its own letters. */
function LanguageTap({ tag, name, onTap }: OfferedLanguage & { onTap: () => void }) {
  const { language } = useWords();
  return (
    <span lang={tag} style={{ fontFamily: `"Be Vietnam Pro", "${nameFace(tag)}", sans-serif` }}>
      <Tap kind="quiet" pressed={tag === language} onTap={onTap}>
        {name}
      </Tap>
    </span>
  );
}

/** Two languages as words, side by side. */
export function LanguageWords({ languages, onLanguage }: LanguageChoiceProps) {
  if (languages.length < 2 || languages.length > ON_PAGE) return null;
  return (
    <div className="languages">
      {languages.map((each) => (
        <LanguageTap key={each.tag} {...each} onTap={() => onLanguage(each.tag)} />
      ))}
    </div>
  );
}

/** More than two: one button that says the language shown, and a sheet with a large button for each. */
export function LanguageSheet({ languages, onLanguage }: LanguageChoiceProps) {
  const { language } = useWords();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(language);
  // The visit is over, or another language came: what lay open belongs to the one before.
  if (chosen !== language) {
    setChosen(language);
    setOpen(false);
  }
  if (languages.length <= ON_PAGE) return null;
  const shown = languages.find(({ tag }) => tag === language);
  return (
    <>
      <Tap
        glyph="language"
        kind="quiet"
        className="foot-language"
        label={`${TITLE}: ${shown?.name ?? language}`}
        onTap={() => setOpen(true)}
      >
        <span lang={language}>{shown?.name ?? language}</span>
      </Tap>
      {open ? (
        <Sheet
          languages={languages}
          onClose={() => setOpen(false)}
          onLanguage={(tag) => {
            setOpen(false);
            onLanguage(tag);
          }}
        />
      ) : null}
    </>
  );
}

function Sheet({ languages, onLanguage, onClose }: LanguageChoiceProps & { onClose: () => void }) {
  const words = useWords();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <div className="veil language-veil">
      <div
        ref={sheet}
        className="idle language-sheet"
        role="dialog"
        aria-modal="true"
        aria-labelledby="language-title"
        onKeyDown={onKey}
      >
        <h2 id="language-title">{TITLE}</h2>
        <div className="languages">
          {languages.map((each) => (
            <LanguageTap key={each.tag} {...each} onTap={() => onLanguage(each.tag)} />
          ))}
        </div>
        <Tap glyph="close" kind="quiet" className="language-close" onTap={onClose}>
          {words.common('back')}
        </Tap>
      </div>
    </div>
  );
}
