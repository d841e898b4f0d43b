import { create } from 'qrcode/lib/core/qrcode.js';
import { type ReactNode, useMemo } from 'react';

/** Readers want four modules of white around the code. */
const QUIET_MODULES = 4;

/** The dark modules as one SVG path, with runs in a row joined, and the edge length in modules with its quiet zone. */
export function qrPath(text: string): { path: string; edgeModules: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    let column = 0;
    while (column < modules.size) {
      const start = column;
      while (column < modules.size && modules.get(row, column)) column += 1;
      if (column > start) {
        const width = column - start;
        path += `M${start + QUIET_MODULES} ${row + QUIET_MODULES}h${width}v1h-${width}z`;
      }
      column += 1;
    }
  }
  return { path, edgeModules: modules.size + 2 * QUIET_MODULES };
}

/**
 * A QR code, black on white in every theme: readers fail on inverted ones.
 * `title` says what it leads to, for those who hear the page.
 */
export function QrCode({
  value,
  title,
  size = 200,
  className,
}: {
  value: string;
  title: string;
  size?: number | string;
  className?: string;
}): ReactNode {
  const { path, edgeModules } = useMemo(() => qrPath(value), [value]);
  return (
    <svg
      viewBox={`0 0 ${edgeModules} ${edgeModules}`}
      width={size}
      height={size}
      className={className}
      role="img"
      aria-label={title}
      shapeRendering="crispEdges"
      focusable="false"
    >
      <path d={`M0 0h${edgeModules}v${edgeModules}h-${edgeModules}z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
