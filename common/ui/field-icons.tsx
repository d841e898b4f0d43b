import type { ReactNode } from 'react';
import { type IconProps, LineIcon } from './line-icon.tsx';

/** One drawing for each field of the district and commune lists; the key is the template's `icon`. */
const FIELD_PATHS = {
  // Civil status: parents with a child between them
  'ho-tich':
    'M7 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM17 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM12 14.8a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8zM2.5 20v-4.5A4.5 4.5 0 0 1 7 11c.7 0 1.3.1 1.9.4M21.5 20v-4.5A4.5 4.5 0 0 0 17 11c-.7 0-1.3.1-1.9.4M8.5 20.5v-.5a3.5 3 0 0 1 7 0v.5',
  // Certification: a round stamp over its line
  'chung-thuc':
    'M12 3a3.2 3.2 0 0 1 3.2 3.2c0 1.8-1.2 2.6-1.2 4.3V12h3.5A1.5 1.5 0 0 1 19 13.5V16H5v-2.5A1.5 1.5 0 0 1 6.5 12H10v-1.5c0-1.7-1.2-2.5-1.2-4.3A3.2 3.2 0 0 1 12 3zM5 20h14',
  // Land: a parcel map with a pin
  'dat-dai':
    'M8.5 9.5 3 7.5v11l6 2.5 6-2.5 6 2.5V10l-2-.8M9 21v-7M15 18.5V16M14.5 14s-4.5-3.6-4.5-7a4.5 4.5 0 0 1 9 0c0 3.4-4.5 7-4.5 7zM14.5 8.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4z',
  // Resources and environment: a leaf over water
  'moi-truong':
    'M5 14C4 7 9 3 19 3c.6 8-3 12.5-9 12.5-1.7 0-3.3-.4-5-1.5zM5 16.5c1.5-4 4-6.8 8-8.5M3 20.5c1.5-1 3-1 4.5 0s3 1 4.5 0 3-1 4.5 0 3 1 4.5 0',
  // Construction: a house with a crane hook
  'xay-dung':
    'M3 21V9.5L9 5l6 4.5V21zM7 21v-5h4v5M9 10.5v2M11 2.5h10M18.5 2.5V9M18.5 9a1.5 1.5 0 1 1-1.5 1.5M18 21h3',
  // Business registration: a shop with an awning
  'kinh-doanh':
    'M4.5 4h15L21 9H3zM3 9a2.25 2.25 0 0 0 4.5 0A2.25 2.25 0 0 0 12 9a2.25 2.25 0 0 0 4.5 0A2.25 2.25 0 0 0 21 9M4.5 12.5V20.5h15v-8M8 20.5V15h4v5.5M15 15h2',
  // Labour, invalids, social affairs: a hand that holds a heart
  'lao-dong':
    'M12 11.5 8.7 8.2a2.2 2.2 0 0 1 3.3-3 2.2 2.2 0 0 1 3.3 3zM3 13.5h3v7H3zM6 14.5c1.2-.8 2.6-1 4-.5l3 1c1.3.5 1 2.3-.5 2.3H10M13.5 16.5l4.8-2c1.7-.6 2.7 1.4 1.2 2.3L13 20.3c-.7.4-1.5.4-2.3.2L6 19.2',
  // Culture and information: a bronze-drum sun
  'van-hoa':
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7l1 3.2 3-1.6-1.6 3L17.5 12l-3.1.9 1.6 3-3-1.6L12 17.5l-1-3.2-3 1.6 1.6-3L6.5 12l3.1-.9L8 8.6l3 1.6z',
  // Education: an open book
  'giao-duc':
    'M12 6.5C10 4.8 7 4.2 3 4.5v13.5c4-.3 7 .3 9 2 2-1.7 5-2.3 9-2V4.5c-4-.3-7 .3-9 2zM12 6.5V20M6 8.5c1.2 0 2.2.2 3 .6M6 12c1.2 0 2.2.2 3 .6M18 8.5c-1.2 0-2.2.2-3 .6M18 12c-1.2 0-2.2.2-3 .6',
  // Health: a case with a cross
  'y-te':
    'M3.5 8h17A.5.5 0 0 1 21 8.5v11a.5.5 0 0 1-.5.5h-17a.5.5 0 0 1-.5-.5v-11A.5.5 0 0 1 3.5 8zM8.5 8V5a1 1 0 0 1 1-1h5a1 1 0 0 1 1 1v3M12 10.8v6.4M8.8 14h6.4',
  // Home affairs: an official's card
  'noi-vu':
    'M4 6.5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-12a1 1 0 0 1 1-1zM10 6.5V3.5h4v3M8.5 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5.5 17.5c.3-1.7 1.4-2.5 3-2.5s2.7.8 3 2.5M14.5 11h4M14.5 14.5h4',
  // Farming: an ear of rice
  'nong-nghiep':
    'M12 21.5V8M12 8c-1.8-1.5-1.8-4 0-5.5 1.8 1.5 1.8 4 0 5.5zM12 13c-2.8.2-4.8-1.3-5-4 2.7-.2 4.7 1.3 5 4zM12 13c2.8.2 4.8-1.3 5-4-2.7-.2-4.7 1.3-5 4zM12 18c-2.8.2-4.8-1.3-5-4 2.7-.2 4.7 1.3 5 4zM12 18c2.8.2 4.8-1.3 5-4-2.7-.2-4.7 1.3-5 4z',
  // Tax: a receipt with a percent sign
  thue: 'M5 3l1.75 1.5L8.5 3l1.75 1.5L12 3l1.75 1.5L15.5 3l1.75 1.5L19 3v18l-1.75-1.5L15.5 21l-1.75-1.5L12 21l-1.75-1.5L8.5 21l-1.75-1.5L5 21zM9 15.5l6-7M9.5 10.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4zM14.5 16.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4z',
  // Collecting results: a paper handed down into a tray
  'tra-ket-qua': 'M7 13V3.5h7L17.5 7v6M14 3.5V7h3.5M9.8 10l1.7 1.7L14.8 8.5M3 13h5l1.5 3h5L16 13h5v7H3z',
  // Residence and police: a house under a shield
  'cong-an': 'M12 2.5 20 5.5V11c0 5-3.2 8.7-8 10.5C7.2 19.7 4 16 4 11V5.5zM7.8 12 12 8.2l4.2 3.8M9 11v5h6v-5',
  // Records office: an envelope with a seal
  'van-thu':
    'M3.5 5.5h17a.5.5 0 0 1 .5.5v12a.5.5 0 0 1-.5.5h-17A.5.5 0 0 1 3 18V6a.5.5 0 0 1 .5-.5zM3.5 6.5 12 13l8.5-6.5M3.5 18l5.5-6M20.5 18 15 12',
  // Insurance: an umbrella
  'bao-hiem':
    'M12 2.5V4M3 13a9 9 0 0 1 18 0c-1-1-2-1.5-3-1.5s-2 .5-3 1.5c-1-1-2-1.5-3-1.5s-2 .5-3 1.5c-1-1-2-1.5-3-1.5S4 12 3 13zM12 11.5V19a2 2 0 0 1-4 0',
  // Military: a star on a flag
  'quan-su':
    'M5 21.5V3M5 4h14.5v10.5H5M12.2 6l.9 2.3 2.4.1-1.9 1.5.7 2.4-2.1-1.4-2.1 1.4.7-2.4-1.9-1.5 2.4-.1z',
  // Papers people come for: a birth certificate with a small foot
  birth:
    'M5 2.5h14v19H5zM8 6h8M8 9h5M10.2 18.5c-1-1.6-.9-4 .6-5 1.6-1 3.4.3 3.2 2.2-.1 1.5-1.2 2-1.4 3.3M14.6 12.2v.1M12.6 11.4v.1M10.7 11.6v.1',
  // A stamped copy over its original
  copy: 'M8 2.5h8L20 6.5V16.5H8zM16 2.5v4h4M5 7v14.5h11.5V19M14 13.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM11.5 14.5h5',
  // Two rings
  marriage:
    'M8.5 19.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM15.5 19.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM7 5.5l1.5-2h0L10 5.5 8.5 8z',
  // A pen that signs
  signature:
    'M4 18.5c2-3 3.5-6 3.8-8.5.2-1.7-1.3-2-1.8-.3-.7 2.5.5 6.3 2.2 6.3 1.3 0 1.6-2 2.7-2s.8 1.8 2 1.8c.8 0 1.3-.6 2-1.3M14.5 13l5.5-9 2 1.3-5.5 9-2.5 1zM3 21h18',
  // The red book: a closed booklet with a star
  'red-book':
    'M6.5 2.5H19v17H6.5A1.5 1.5 0 0 0 5 21V4a1.5 1.5 0 0 1 1.5-1.5zM5 21a1.5 1.5 0 0 0 1.5 1.5H19v-3M12.2 6.5l1 2.4 2.6.2-2 1.7.6 2.5-2.2-1.4L10 13.3l.6-2.5-2-1.7 2.6-.2z',
  // A card with a face and a chip
  card: 'M3 5.5h18a.5.5 0 0 1 .5.5v12a.5.5 0 0 1-.5.5H3a.5.5 0 0 1-.5-.5V6a.5.5 0 0 1 .5-.5zM8 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4.8 15.8c.4-1.6 1.5-2.4 3.2-2.4s2.8.8 3.2 2.4M14.5 9h4v3h-4zM14.5 15h4.5',
  // Anything else: a folder of papers
  generic: 'M3 7V5h6.5l2 2.5H21V19.5H3zM3 10.5h18M7.5 14h9M7.5 16.8h5.5',
} as const;

/** Names a field's `icon` may hold. */
export type FieldIconName = keyof typeof FIELD_PATHS;

/** Every field icon name, for a chooser on the catalogue page. */
export const fieldIconNames = Object.keys(FIELD_PATHS) as readonly FieldIconName[];

/** True when the name has a drawing of its own. */
export function isFieldIconName(name: string): name is FieldIconName {
  return Object.hasOwn(FIELD_PATHS, name);
}

/** The sign of a field; an unknown name draws the general folder, so that new fields still look whole. */
export function FieldIcon({ name, ...props }: IconProps & { name: string }): ReactNode {
  return <LineIcon paths={FIELD_PATHS[isFieldIconName(name) ? name : 'generic']} {...props} />;
}
