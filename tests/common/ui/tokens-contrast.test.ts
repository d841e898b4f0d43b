import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../../common/ui/tokens.css', import.meta.url), 'utf8');

/** The custom properties declared in the rule with exactly this selector. */
function block(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no rule ${selector}`);
  const body = css.slice(start, css.indexOf('\n}', start));
  return new Map([...body.matchAll(/--([a-z-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
}

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const base = block(':root');
const theme = (selector: string): Map<string, string> => new Map([...base, ...block(selector)]);

const TEXT_PAIRS = [
  ['ink', 'ground'],
  ['ink', 'surface'],
  ['ink', 'surface-sunken'],
  ['muted', 'ground'],
  ['muted', 'surface'],
  ['action', 'surface'],
  ['action', 'ground'],
  ['action-ink', 'action'],
  ['action-ink', 'action-pressed'],
  ['action-soft-ink', 'action-soft'],
  ['emblem-ink', 'emblem'],
  ['emblem', 'surface'],
  ['emblem', 'emblem-soft'],
  ['leaf', 'surface'],
  ['leaf', 'leaf-soft'],
  ['turmeric', 'surface'],
  ['turmeric', 'turmeric-soft'],
  ['danger', 'surface'],
  ['danger', 'danger-soft'],
  ['state-ink', 'danger'],
  ['state-ink', 'leaf'],
] as const;

const BOARD_PAIRS = [
  ['board-number', 'board-ground'],
  ['board-text', 'board-ground'],
  ['board-muted', 'board-ground'],
  ['board-number', 'board-surface'],
  ['board-text', 'board-surface'],
  ['board-muted', 'board-surface'],
  ['board-care', 'board-ground'],
  ['board-fault', 'board-ground'],
] as const;

function weakest(values: Map<string, string>, pairs: readonly (readonly [string, string])[], least: number) {
  return pairs
    .map(([text, ground]) => ({
      pair: `${text} on ${ground}`,
      ratio: contrast(values.get(text) ?? '', values.get(ground) ?? ''),
    }))
    .filter(({ ratio }) => !(ratio >= least));
}

describe('text contrast of the tokens', () => {
  test('is at least 4.5:1 on light staff pages', () => {
    expect(weakest(base, TEXT_PAIRS, 4.5)).toEqual([]);
  });

  test('is at least 4.5:1 on dark staff pages', () => {
    expect(weakest(theme('[data-theme="dark"]'), TEXT_PAIRS, 4.5)).toEqual([]);
  });

  test('is at least 7:1 on the kiosk', () => {
    expect(weakest(theme('[data-surface="kiosk"]'), TEXT_PAIRS, 7)).toEqual([]);
  });

  test('is at least 7:1 in the kiosk’s high contrast, which is black, white and yellow only', () => {
    const high = block('[data-surface="kiosk"][data-contrast="high"]');
    expect(weakest(new Map([...base, ...high]), TEXT_PAIRS, 7)).toEqual([]);
    const colours = new Set([...high.values()].filter((value) => value.startsWith('#')));
    expect([...colours].sort()).toEqual(['#000000', '#ffe600', '#ffffff']);
  });

  test('is at least 7:1 on the waiting-room board', () => {
    expect(weakest(base, BOARD_PAIRS, 7)).toEqual([]);
  });

  test('gives controls an edge of at least 3:1', () => {
    for (const values of [base, theme('[data-theme="dark"]'), theme('[data-surface="kiosk"]')]) {
      expect(
        weakest(
          values,
          [
            ['line-strong', 'surface'],
            ['line-strong', 'ground'],
          ],
          3,
        ),
      ).toEqual([]);
    }
  });
});

describe('bundled fonts', () => {
  test('come from the package alone, never from a network address, in two subsets and five weights', () => {
    const fonts = readFileSync(new URL('../../../common/ui/fonts.css', import.meta.url), 'utf8');
    const sources = [...fonts.matchAll(/url\("([^"]+)"\)/g)].map((m) => m[1] ?? '');
    expect(sources).toHaveLength(10);
    expect(sources.every((s) => /^@fontsource\/be-vietnam-pro\/files\/.*-normal\.woff2$/.test(s))).toBe(true);
    for (const source of sources) {
      const bytes = readFileSync(new URL(`../../../node_modules/${source}`, import.meta.url));
      expect(bytes.subarray(0, 4).toString('latin1')).toBe('wOF2');
    }
  });
});
