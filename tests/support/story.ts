import { format } from 'node:util';
import { type TestContext, test } from 'vitest';

type Run<T extends readonly unknown[]> = (...given: T) => unknown;

interface Chapter {
  readonly title: string;
  readonly run: () => unknown;
  /** Undefined until it has run: what a chapter made is made once. */
  outcome?: Promise<unknown>;
}

/** Adds a test to the story. */
interface Story {
  (title: string, run: () => unknown): void;
  /** The same for each of the cases, whose values fill the placeholders of the title. */
  each<const T>(
    cases: readonly T[],
  ): (title: string, run: Run<T extends readonly unknown[] ? [...T] : [T]>) => void;
}

/**
 * Browser tests that build on each other: a page that is signed in, a field that an earlier one added. Each can be run
 * alone (`-t`): first it runs the chapters before it that have not run yet. Where one of these failed it is skipped: one
 * cause, one failure.
 */
export function story(): Story {
  const chapters: Chapter[] = [];
  const runOnce = (chapter: Chapter) => {
    chapter.outcome ??= Promise.resolve().then(chapter.run);
    return chapter.outcome;
  };
  const add = (title: string, run: () => unknown): void => {
    const before = [...chapters];
    const own: Chapter = { title, run };
    chapters.push(own);
    test(title, async (context) => {
      for (const each of before)
        await runOnce(each).catch((cause: unknown) => skip(context, each.title, cause));
      await runOnce(own);
    });
  };
  const each: Story['each'] = (cases) => (title, run) => {
    for (const one of cases) {
      const given = (Array.isArray(one) ? one : [one]) as Parameters<typeof run>;
      const [named] = format(title, ...given).split('\n');
      add(named ?? title, () => run(...given));
    }
  };
  return Object.assign(add, { each });
}

function skip(context: TestContext, title: string, cause: unknown): never {
  context.skip(`builds on "${title}": ${String(cause)}`);
  throw cause;
}
