import { afterAll, describe, expect } from 'vitest';
import { story } from './story.ts';

/** Run by tests/scripts/story.test.ts alone: a story of three chapters of which BROKEN names one that fails. */
describe('a story', () => {
  const chapter = story();
  const told: string[] = [];
  const tell = (name: string) => {
    told.push(name);
    expect(name).not.toBe(process.env.BROKEN);
  };

  afterAll(() => {
    process.stdout.write(`told: ${told.join(' ')}\n`);
  });

  chapter('first', () => tell('first'));
  chapter('second', async () => tell('second'));
  chapter.each([
    ['a', 1],
    ['b', 2],
  ] as const)('third, %s %i', (name, count) => tell(`third-${name}${count}`));
});
