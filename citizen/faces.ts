const SVG = 'http://www.w3.org/2000/svg';

/** Mouths from very satisfied (5) to very dissatisfied (1). */
const MOUTHS: Readonly<Record<number, string>> = {
  5: 'M15 36 Q32 60 49 36 Z',
  4: 'M18 39 Q32 52 46 39',
  3: 'M20 43 H44',
  2: 'M18 47 Q32 36 46 47',
  1: 'M16 51 Q32 31 48 51',
};
const BROWS = ['M15 17 L27 22', 'M49 17 L37 22'];

function part(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/**
 * A face for one of the five levels. All have one colour: none is recommended by it, and nobody needs to tell colours
 * apart. It says nothing by itself, words stand beside it.
 */
export function face(level: number): SVGElement {
  const svg = part('svg', { viewBox: '0 0 64 64', class: 'face', 'aria-hidden': 'true', focusable: 'false' });
  svg.append(
    part('circle', { cx: '32', cy: '32', r: '30', class: 'face-ground' }),
    part('circle', { cx: '22', cy: '26', r: '3.4', class: 'face-eye' }),
    part('circle', { cx: '42', cy: '26', r: '3.4', class: 'face-eye' }),
    part('path', { d: MOUTHS[level] ?? '', class: level === 5 ? 'face-smile' : 'face-line' }),
  );
  if (level === 1) for (const d of BROWS) svg.append(part('path', { d, class: 'face-line' }));
  return svg;
}
