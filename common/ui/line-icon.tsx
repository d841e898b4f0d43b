import type { ReactNode } from 'react';

/** Props shared by every drawn sign. */
export interface IconProps {
  /** Edge length in CSS pixels, or any CSS length. */
  size?: number | string;
  /** A spoken name. Without it the sign is decoration and hidden from screen readers. */
  title?: string;
  className?: string;
}

/** A line drawing on a 24 × 24 grid: a list of SVG path strings, drawn with the text colour. */
export function LineIcon({ paths, size = 24, title, className }: IconProps & { paths: string }): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      role="img"
      aria-label={title}
      aria-hidden={title === undefined}
      focusable="false"
    >
      <path d={paths} />
    </svg>
  );
}
