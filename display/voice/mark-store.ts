import type { Mark } from '../announcement-queue.ts';
import type { MarkStore } from '../announcer.ts';

/** Keeps the mark in localStorage; where that is closed, as long as the page is open. */
export function createMarkStore(key: string): MarkStore {
  let inMemory: Mark | null = null;
  return {
    read() {
      try {
        return markFrom(globalThis.localStorage.getItem(key)) ?? inMemory;
      } catch {
        return inMemory;
      }
    },
    write(mark) {
      inMemory = mark;
      try {
        globalThis.localStorage.setItem(key, JSON.stringify(mark));
      } catch {
        // A full or closed store: the calls of the last 90 seconds may be said again after a reload.
      }
    },
  };
}

function markFrom(text: string | null): Mark | null {
  if (text === null) return null;
  try {
    const { sequence, atMs } = JSON.parse(text) as Partial<Mark>;
    return Number.isFinite(sequence) && Number.isFinite(atMs) ? ({ sequence, atMs } as Mark) : null;
  } catch {
    return null;
  }
}
