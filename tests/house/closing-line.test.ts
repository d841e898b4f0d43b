import { describe, expect, test } from 'vitest';
import { closingLine, countCheck, countVitest, exitStatusOf, sumCounts } from '../../scripts/test-count.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((result) => ({ status: result })),
});

describe('the closing line of npm test', () => {
  test('adds up every part and leaves skipped away where there are none', () => {
    const total = sumCounts([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 41, failed: 2, skipped: 0 },
    ]);
    expect(closingLine(total)).toBe('42 passed, 2 failed');
  });

  test('names the skipped tests where there are some', () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped');
  });

  test('ends well only when nothing failed and something passed', () => {
    expect(exitStatusOf({ passed: 3, failed: 0, skipped: 1 })).toBe(0);
    expect(exitStatusOf({ passed: 3, failed: 1, skipped: 0 })).toBe(1);
    expect(exitStatusOf({ passed: 0, failed: 0, skipped: 9 })).toBe(1);
  });
});

describe('what a part counts', () => {
  test('a check counts one, by its exit status', () => {
    expect(countCheck(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countCheck(2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('tests are counted one by one, with pending and todo as skipped', () => {
    const testResults = [file('passed', 'passed', 'pending', 'todo'), file('failed', 'passed', 'failed')];
    expect(countVitest({ testResults }, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test('a file that did not load is one failure', () => {
    const testResults = [file('passed', 'passed'), file('failed')];
    expect(countVitest({ testResults }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('a hook that threw after good tests is one failure', () => {
    const testResults = [file('failed', 'passed', 'passed')];
    expect(countVitest({ testResults }, 1)).toEqual({ passed: 2, failed: 1, skipped: 0 });
  });

  test('an error outside of every test fails the part, though each test passed', () => {
    const testResults = [file('passed', 'passed')];
    expect(countVitest({ testResults }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('a run that left no report is one failure, even with a good exit status', () => {
    expect(countVitest(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('a run that found no test is one failure', () => {
    expect(countVitest({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
