import type { Seal } from '../protocol/seals.ts';

/** A seal as one line of text: `DATE SEQUENCE HASH`. So it stands in files, in mails and in the QR code of papers. */
export function sealLine(seal: Seal): string {
  return `${seal.date} ${seal.sequence} ${seal.hash}`;
}

/** A hash in groups of four letters, as it is printed and compared by eye. */
export function inGroups(hash: string): string {
  return hash.replace(/(.{4})(?=.)/g, '$1 ').toUpperCase();
}
