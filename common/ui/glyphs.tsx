import type { ReactNode } from 'react';
import { type IconProps, LineIcon } from './line-icon.tsx';

const GLYPH_PATHS = {
  // Purposes of a visit
  submit: 'M6 9V3.5h8L18 7.5V9M14 3.5v4h4M12 19.5v-9M8.5 13.5 12 10l3.5 3.5M3 13v7.5h18V13',
  collect: 'M6 8V3.5h8L18 7.5V8M14 3.5v4h4M12 8v9M8.5 13.5 12 17l3.5-3.5M3 13v7.5h18V13',
  ask: 'M4.5 4h15A1.5 1.5 0 0 1 21 5.5v10a1.5 1.5 0 0 1-1.5 1.5H12l-5 4v-4H4.5A1.5 1.5 0 0 1 3 15.5v-10A1.5 1.5 0 0 1 4.5 4zM9.8 8.7a2.2 2.2 0 1 1 3.3 1.9c-.7.4-1.1.9-1.1 1.6M12 14.3v.1',
  priority: 'M12 3l2.7 5.7 6.3.8-4.6 4.3 1.2 6.2L12 17l-5.6 3 1.2-6.2L3 9.5l6.3-.8z',
  // Who may have priority
  elderly:
    'M11 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 21.5l2-6V11c0-1.5 1-2.5 2.5-2.5 2 0 2.5 2 3.5 3.2l2 1.3M9 15.5l3.5 1.5.5 4.5M17.5 12v9.5',
  disability:
    'M10 5.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM10 8v6.5h6l3 5.5M10 10.5h5M8 12a5 5 0 1 0 6.5 6.5',
  pregnancy:
    'M11 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 21.5v-5L7.5 15 9 9.5C9.3 8.5 10 8 11 8c1.3 0 2 .8 2.3 2l.3 1.2c1.9.6 2.9 1.7 2.9 3.2 0 1.3-1 2.1-2.5 2.1v5',
  merit:
    'M12 21a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8.5 10 5.5 3h4L12 9M15.5 10l3-7h-4L12 9M12 12.5l.8 1.7 1.9.2-1.4 1.3.4 1.8-1.7-.9-1.7.9.4-1.8-1.4-1.3 1.9-.2z',
  // Kiosk foot
  back: 'M20.5 12h-17M10 5.5 3.5 12l6.5 6.5',
  home: 'M3 11.5 12 4l9 7.5M5.5 9.5v11h13v-11M10 20.5V15h4v5.5',
  'text-size': 'M2.5 19 8 5l5.5 14M4.5 14.5h7M14.5 19l3.5-9 3.5 9M15.7 16h4.6',
  contrast: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M15 4.5v15M18 6.5v11',
  reach:
    'M9 5a1.8 1.8 0 1 0 0-3.6A1.8 1.8 0 0 0 9 5zM9 7.5V14h5.5l2.5 5.5M9 10h4.5M7.2 11.5A5 5 0 1 0 13.5 18M19.5 3v8M16.5 8l3 3 3-3',
  search: 'M10.5 18a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM16 16l5 5',
  language:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c2.7 2.6 4 5.6 4 9s-1.3 6.4-4 9c-2.7-2.6-4-5.6-4-9s1.3-6.4 4-9z',
  // Paper and printer
  'paper-slot': 'M12 2.5v10M7.5 8.5 12 13l4.5-4.5M3 16h18M6.5 16v5.5h11V16',
  'printer-fault':
    'M7 8V3h10v5M7 17H4.5A1.5 1.5 0 0 1 3 15.5v-6A1.5 1.5 0 0 1 4.5 8h15A1.5 1.5 0 0 1 21 9.5V12M7 13.5h5M7 13.5V21h4M17.5 13.5l4.5 8h-9zM17.5 16.5v2M17.5 20v.1',
  printer:
    'M7 8V3h10v5M7 17H4.5A1.5 1.5 0 0 1 3 15.5v-6A1.5 1.5 0 0 1 4.5 8h15A1.5 1.5 0 0 1 21 9.5v6a1.5 1.5 0 0 1-1.5 1.5H17M7 13.5h10V21H7zM17.5 10.8v.1',
  camera: 'M3 7.5h4.5L9 5h6l1.5 2.5H21V19.5H3zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  // State
  sound: 'M3.5 9v6H7l5 4.5v-15L7 9zM15.5 9a4.2 4.2 0 0 1 0 6M18 6a8.5 8.5 0 0 1 0 12',
  'sound-off': 'M3.5 9v6H7l5 4.5v-15L7 9zM16 9.5l5 5M21 9.5l-5 5',
  offline:
    'M3 3l18 18M2.5 9a14 14 0 0 1 4.2-2.7M10.5 5.1A14 14 0 0 1 21.5 9M5.8 12.5a9.5 9.5 0 0 1 3.7-2.3M14.5 10.3a9.5 9.5 0 0 1 3.7 2.2M9 16a5 5 0 0 1 5.5-.7M12 19.5v.1',
  check: 'M4 12.5l5.5 5.5L20.5 6.5',
  close: 'M5 5l14 14M19 5 5 19',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5v.1',
  warning: 'M12 3.5 22 20.5H2zM12 10v5M12 17.7v.1',
  calendar: 'M4 5.5h16v15H4zM4 10h16M8.5 3v5M15.5 3v5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  people:
    'M8.5 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 19.5c.4-3.8 2.4-6 6-6s5.6 2.2 6 6M15.5 4.7a3 3 0 0 1 0 5.6M17.5 14c2.3.7 3.6 2.5 4 5.5',
  counter:
    'M3 12h18v3H3zM5 15v6M19 15v6M12 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.5 12c.3-1.7 1.5-2.5 3.5-2.5s3.2.8 3.5 2.5',
  backspace: 'M8.5 5.5H21v13H8.5L2.5 12zM12 9.5l5 5M17 9.5l-5 5',
  space: 'M3 10v5h18v-5',
  shift: 'M12 4 4.5 11.5H9V20h6v-8.5h4.5z',
} as const;

/** Names of the signs that are not fields. */
export type GlyphName = keyof typeof GLYPH_PATHS;

/** A sign of the interface: a purpose, a priority class, a control, a state. */
export function Glyph({ name, ...props }: IconProps & { name: GlyphName }): ReactNode {
  return <LineIcon paths={GLYPH_PATHS[name]} {...props} />;
}
