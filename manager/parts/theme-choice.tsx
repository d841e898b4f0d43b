import { type ReactNode, useState } from 'react';
import { chooseTheme, readTheme, THEMES } from '../../common/client/theme.ts';
import { sayReport } from '../reports/report.ts';

const WORDS = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' } as const;

/** Light, dark, or as the device. */
export function ThemeChoice(): ReactNode {
  const [theme, setTheme] = useState(readTheme);
  return (
    <label className="theme">
      {sayReport('theme')}
      <select
        value={theme}
        onChange={(event) => {
          const chosen = THEMES.find((each) => each === event.target.value) ?? 'auto';
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      >
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {sayReport(WORDS[each])}
          </option>
        ))}
      </select>
    </label>
  );
}
