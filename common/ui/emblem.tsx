import type { ReactNode } from 'react';
import type { IconProps } from './line-icon.tsx';

const STAR = 'M32 12.5l4.4 13.4h14.1L39.1 34.2l4.4 13.4L32 39.3l-11.5 8.3 4.4-13.4-11.4-8.3h14.1z';

/**
 * The product's own mark: a star in a ring that opens at the foot like a doorway. It is not, and does not
 * imitate, the national emblem, whose use is regulated.
 */
export function Emblem({ size = 48, title, className }: IconProps): ReactNode {
  return (
    <svg
      viewBox="0 0 64 64"
      width={size}
      height={size}
      className={className}
      role="img"
      aria-label={title}
      aria-hidden={title === undefined}
      focusable="false"
    >
      <path
        d="M23 57.5a27.5 27.5 0 1 1 18 0"
        fill="none"
        stroke="var(--emblem, currentColor)"
        strokeWidth={4}
        strokeLinecap="round"
      />
      <path d={STAR} fill="var(--emblem, currentColor)" />
      <path
        d="M27 60v-5a5 5 0 0 1 10 0v5"
        fill="none"
        stroke="var(--emblem, currentColor)"
        strokeWidth={3}
        strokeLinecap="round"
      />
    </svg>
  );
}
