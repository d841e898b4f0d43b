import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/*
 * Merkle trees as RFC 6962 has them. The hash is written in JavaScript: a phone in the hall's network has no secure
 * context, and without one no browser offers its own.
 */

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256 of a text, in hex. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Hash of one leaf. */
export function leafHash(text: string): Uint8Array {
  return sha256(concatBytes(LEAF, utf8ToBytes(text)));
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE, left, right));
}

/** The next level up: pairs are hashed, an odd last one is carried up as it is. */
function levelAbove(level: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left !== undefined) above.push(right === undefined ? left : nodeHash(left, right));
  }
  return above;
}

/** Root over leaf hashes, in hex; that of no leaves is the hash of nothing. */
export function rootOf(leaves: readonly Uint8Array[]): string {
  let level = leaves;
  while (level.length > 1) level = levelAbove(level);
  return bytesToHex(level[0] ?? sha256(new Uint8Array()));
}

/** The hashes beside the way from one leaf up to the root, lowest first. Throws RangeError where there is no such leaf. */
export function pathOf(leaves: readonly Uint8Array[], index: number): string[] {
  if (index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index} of ${leaves.length}`);
  const path: string[] = [];
  let level = leaves;
  for (let at = index; level.length > 1; at >>= 1) {
    const beside = level[at ^ 1];
    if (beside !== undefined) path.push(bytesToHex(beside));
    level = levelAbove(level);
  }
  return path;
}

/** The root that a leaf and its path lead to, in hex; null where the path does not fit a tree of this size. */
export function rootFrom(leaf: string, index: number, size: number, path: readonly string[]): string | null {
  if (index < 0 || index >= size) return null;
  let hash = leafHash(leaf);
  let used = 0;
  for (let at = index, width = size; width > 1; at >>= 1, width = (width + 1) >> 1) {
    // The odd last of a level has nothing beside it.
    if (at === width - 1 && width % 2 === 1) continue;
    const beside = path[used];
    if (beside === undefined) return null;
    used += 1;
    hash = at % 2 === 0 ? nodeHash(hash, hexToBytes(beside)) : nodeHash(hexToBytes(beside), hash);
  }
  return used === path.length ? bytesToHex(hash) : null;
}
