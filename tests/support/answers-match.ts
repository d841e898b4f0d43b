import { subscribe } from 'node:diagnostics_channel';
import { afterAll, expect } from 'vitest';
import { wrongAnswer } from './wrong-answer.ts';

const wrong: string[] = [];

// Files of a worker share their modules, and each runs this: one listener is enough.
const HEARD = Symbol.for('motcua.answers-match');
const shared = globalThis as { [HEARD]?: string[] };
if (shared[HEARD] === undefined) {
  shared[HEARD] = wrong;
  subscribe('motcua:answer', (given) => {
    const problem = wrongAnswer(given);
    if (problem !== null && !shared[HEARD]?.includes(problem)) shared[HEARD]?.push(problem);
  });
}

// Every hall that a test starts in its own process answers as its contract says, with nothing beside it.
afterAll(() => {
  const found = shared[HEARD]?.splice(0) ?? [];
  expect(found, 'answers that differ from the schema of their call').toEqual([]);
});
