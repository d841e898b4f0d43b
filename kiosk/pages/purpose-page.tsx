import { PURPOSES, type Purpose } from '../../common/protocol/primitives.ts';
import { Glyph } from '../../common/ui/glyphs.tsx';
import { useWords } from '../kiosk-words.ts';
import { Page } from '../parts/page.tsx';
import { type PaperFault, PaperNotice } from '../parts/paper-notice.tsx';
import { Tap } from '../parts/tap.tsx';

interface PurposePageProps {
  readonly offered: ReadonlySet<Purpose>;
  readonly fault: PaperFault;
  readonly onPurpose: (purpose: Purpose) => void;
  readonly onSearch: () => void;
}

/** The first page: why the citizen came. */
export function PurposePage({ offered, fault, onPurpose, onSearch }: PurposePageProps) {
  const words = useWords();
  return (
    <Page name="purpose" title={words.kiosk('welcome')}>
      <PaperNotice fault={fault} />
      <div className="purposes">
        {PURPOSES.filter((purpose) => offered.has(purpose)).map((purpose) => (
          <button key={purpose} type="button" className="purpose" onClick={() => onPurpose(purpose)}>
            <Glyph name={purpose} size={120} />
            <span>
              <span className="purpose-name">{words.common(purpose)}</span>
              <span className="purpose-hint">{words.kiosk(`${purpose}Hint`)}</span>
            </span>
          </button>
        ))}
      </div>
      <Tap className="search-bar" glyph="search" onTap={onSearch}>
        <b>{words.kiosk('searchButton')}</b>
        <small>{words.kiosk('searchExample')}</small>
      </Tap>
    </Page>
  );
}
