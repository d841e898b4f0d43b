import type { ReactNode } from 'react';
import { Glyph, type GlyphName } from '../../common/ui/glyphs.tsx';

interface TapProps {
  readonly onTap: () => void;
  readonly children: ReactNode;
  readonly kind?: 'main' | 'plain' | 'quiet';
  readonly glyph?: GlyphName;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly className?: string;
}

/** A button large enough for any finger. While disabled it keeps the focus and says so, but does nothing. */
export function Tap({
  onTap,
  children,
  kind = 'plain',
  glyph,
  pressed,
  disabled,
  label,
  className,
}: TapProps) {
  return (
    <button
      type="button"
      className={`tap tap-${kind} ${className ?? ''}`}
      aria-pressed={pressed}
      aria-disabled={disabled}
      aria-label={label}
      onClick={() => {
        if (disabled !== true) onTap();
      }}
    >
      {glyph === undefined ? null : <Glyph name={glyph} size="1.5em" />}
      <span>{children}</span>
    </button>
  );
}
