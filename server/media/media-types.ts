import { extname } from 'node:path';

const MEGABYTE = 1024 * 1024;
/** So many bytes of a file tell its type. */
export const HEAD_BYTES = 16;

export interface MediaType {
  readonly kind: 'image' | 'video';
  readonly mime: string;
  readonly mostBytes: number;
  /** Ends of names that it goes by, the usual one first. */
  readonly ends: readonly [string, ...string[]];
  /** Whether the first bytes of a file are of this type. */
  readonly isType: (head: Buffer) => boolean;
}

const image = (mime: string, ends: MediaType['ends'], isType: MediaType['isType']): MediaType => ({
  kind: 'image',
  mime,
  mostBytes: 12 * MEGABYTE,
  ends,
  isType,
});
const video = (mime: string, ends: MediaType['ends'], isType: MediaType['isType']): MediaType => ({
  kind: 'video',
  mime,
  mostBytes: 300 * MEGABYTE,
  ends,
  isType,
});

/** No SVG: it can hold scripts. */
const TYPES: readonly MediaType[] = [
  image('image/jpeg', ['.jpg', '.jpeg'], (head) =>
    head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  ),
  image('image/png', ['.png'], (head) => head.subarray(1, 4).toString('latin1') === 'PNG'),
  image('image/webp', ['.webp'], (head) => head.subarray(8, 12).toString('latin1') === 'WEBP'),
  video('video/mp4', ['.mp4'], (head) => head.subarray(4, 8).toString('latin1') === 'ftyp'),
  video('video/webm', ['.webm'], (head) => head.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]))),
];

/** The largest file of any type. */
export const MOST_BYTES = Math.max(...TYPES.map((type) => type.mostBytes));

/** The type that a name says; undefined: none of ours. */
export function typeByName(name: string): MediaType | undefined {
  const end = extname(name).toLowerCase();
  return TYPES.find((type) => type.ends.includes(end));
}

/** The type that the first bytes say. */
export const typeByContent = (head: Buffer): MediaType | undefined => TYPES.find((type) => type.isType(head));
