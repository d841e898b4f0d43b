import type { ReactNode } from 'react';
import { chooseStaffLanguage, STAFF_LANGUAGES, staffLanguage } from '../client/staff-language.ts';
import { common as english } from '../i18n/en/common.ts';
import { common } from '../i18n/vi/common.ts';

const NAMES = { vi: common.languageName, en: english.languageName } as const;

/** In which language the staff's pages speak on this device; each language is named in itself. */
export function LanguageChoice({ label, className }: { label: string; className?: string }): ReactNode {
  return (
    <label className={className}>
      {label}
      <select
        value={staffLanguage}
        onChange={(event) =>
          chooseStaffLanguage(STAFF_LANGUAGES.find((each) => each === event.target.value) ?? 'vi')
        }
      >
        {STAFF_LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {NAMES[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
