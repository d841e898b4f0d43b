import { describe, expect, test } from 'vitest';
import { hashText, leafHash, pathOf, rootFrom, rootOf } from '../../common/seal/merkle-tree.ts';

const texts = (size: number) => Array.from({ length: size }, (_, at) => `ticket ${at}`);

describe('the tree over a day', () => {
  // Roots of the test tree of RFC 6962 implementations (Certificate Transparency): leaves given in hex.
  test('roots are those that Certificate Transparency publishes for its own test leaves', () => {
    const raw = ['', '\u0000', '\u0010'];
    const roots = raw.map((_, at) => rootOf(raw.slice(0, at + 1).map(leafHash)));
    expect(roots).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    ]);
    expect(rootOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hashText('Một cửa')).toMatch(/^[0-9a-f]{64}$/);
  });

  test('every leaf of every small tree is proved, at its own place and no other', () => {
    for (let size = 1; size <= 33; size += 1) {
      const leaves = texts(size).map(leafHash);
      const root = rootOf(leaves);
      texts(size).forEach((text, at) => {
        const path = pathOf(leaves, at);
        expect(rootFrom(text, at, size, path)).toBe(root);
        if (size > 1) expect(rootFrom(text, (at + 1) % size, size, path)).not.toBe(root);
      });
    }
  });

  test('a place outside the tree has no path', () => {
    const leaves = texts(3).map(leafHash);
    expect(() => pathOf(leaves, 3)).toThrow(RangeError);
    expect(rootFrom('ticket 3', 3, 3, [])).toBeNull();
  });
});
