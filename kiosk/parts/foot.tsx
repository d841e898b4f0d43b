import type { ReactNode } from 'react';
import { useWords } from '../kiosk-words.ts';
import { Tap } from './tap.tsx';

/** How the page shows itself to the person before it; forgotten when they leave. */
export interface Modes {
  readonly largeText: boolean;
  readonly highContrast: boolean;
  readonly reach: boolean;
  /** Pages, controls and news are spoken. */
  readonly speech: boolean;
}

interface FootProps {
  readonly modes: Modes;
  readonly onModes: (modes: Modes) => void;
  /** False: no voice reads the language shown. */
  readonly speaks: boolean;
  readonly onBack: (() => void) | null;
  /** On the first page, where there is nothing to go back to. */
  readonly onSearch: (() => void) | null;
  readonly children?: ReactNode;
}

/** Back (on the first page: search), large text, contrast, reach, voice: always in the same place. */
export function Foot({ modes, onModes, speaks, onBack, onSearch, children }: FootProps) {
  const words = useWords();
  return (
    <footer className="foot">
      {onSearch === null ? (
        <Tap glyph="back" kind="quiet" disabled={onBack === null} onTap={() => onBack?.()}>
          {words.common('back')}
        </Tap>
      ) : (
        <Tap glyph="search" kind="quiet" className="foot-search" onTap={onSearch}>
          {words.kiosk('searchButton')}
        </Tap>
      )}
      <Tap
        glyph="text-size"
        kind="quiet"
        pressed={modes.largeText}
        onTap={() => onModes({ ...modes, largeText: !modes.largeText })}
      >
        {words.kiosk('largeText')}
      </Tap>
      <Tap
        glyph="contrast"
        kind="quiet"
        pressed={modes.highContrast}
        onTap={() => onModes({ ...modes, highContrast: !modes.highContrast })}
      >
        {words.kiosk('highContrast')}
      </Tap>
      <Tap
        glyph="reach"
        kind="quiet"
        pressed={modes.reach}
        onTap={() => onModes({ ...modes, reach: !modes.reach })}
      >
        {words.kiosk('reach')}
      </Tap>
      {speaks ? (
        <Tap
          glyph="sound"
          kind="quiet"
          className="foot-listen"
          pressed={modes.speech}
          onTap={() => onModes({ ...modes, speech: !modes.speech })}
        >
          {words.kiosk('listen')}
        </Tap>
      ) : null}
      {children}
    </footer>
  );
}
