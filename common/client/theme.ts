/** How staff pages look: as the device says, or as a person chose on it in the console. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'motcua.theme';
const darkDevice = () => globalThis.matchMedia('(prefers-color-scheme: dark)');

/** The choice kept on this device; the device's own where none was made. */
export function readTheme(): Theme {
  return THEMES.find((each) => each === globalThis.localStorage.getItem(KEY)) ?? 'auto';
}

function show(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'auto' && darkDevice().matches);
  if (dark) document.documentElement.setAttribute('data-theme', 'dark');
  else document.documentElement.removeAttribute('data-theme');
}

/** Keeps a choice on this device and shows it at once. */
export function chooseTheme(theme: Theme): void {
  globalThis.localStorage.setItem(KEY, theme);
  show(theme);
}

/** Shows the kept choice from the first picture on, and follows the device where it decides. */
export function startTheme(): void {
  show(readTheme());
  darkDevice().addEventListener('change', () => show(readTheme()));
}
