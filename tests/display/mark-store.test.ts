import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMarkStore } from '../../display/voice/mark-store.ts';

describe('the mark of the last announcement', () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('outlives the page', () => {
    createMarkStore('hall').write({ sequence: 7, atMs: 1_000 });
    expect(createMarkStore('hall').read()).toEqual({ sequence: 7, atMs: 1_000 });
    expect(createMarkStore('counter 3').read()).toBeNull();
  });

  test.each(['', '{', 'null', '{"sequence":"7","atMs":1}', '[]'])(
    'what somebody else wrote there (%s) is no mark',
    (text) => {
      kept.set('hall', text);
      expect(createMarkStore('hall').read()).toBeNull();
    },
  );

  test('where the browser keeps nothing, it holds as long as the page', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('closed', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    const store = createMarkStore('hall');
    expect(store.read()).toBeNull();
    store.write({ sequence: 7, atMs: 1_000 });
    expect(store.read()).toEqual({ sequence: 7, atMs: 1_000 });
  });
});
