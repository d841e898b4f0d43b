/**
 * Sums the parts of the suite into the closing line of `npm test`.
 * Kept apart from scripts/test.mjs so that the summing itself is under test.
 */

/** A part that is one check, such as lint or types: it passed or it failed. */
export function countCheck(exitStatus) {
  return exitStatus === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * A vitest run, from its JSON report (or null when none was written) and its exit status.
 * A file that failed outside of its tests (it did not load, a hook threw) is one failure more, and a run
 * that ended badly, left no report or found no test never counts as clean.
 */
export function countVitest(report, exitStatus) {
  if (report === null || typeof report !== 'object' || !Array.isArray(report.testResults)) {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    const tests = file.assertionResults ?? [];
    for (const test of tests) {
      if (test.status === 'passed') count.passed += 1;
      else if (test.status === 'failed') count.failed += 1;
      else count.skipped += 1;
    }
    if (file.status === 'failed' && !tests.some((test) => test.status === 'failed')) count.failed += 1;
  }
  const ranNothing = count.passed + count.failed + count.skipped === 0;
  if (count.failed === 0 && (exitStatus !== 0 || ranNothing)) count.failed = 1;
  return count;
}

/** Adds the counts of all parts. */
export function sumCounts(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) {
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
  }
  return total;
}

/** The one plain last line: `N passed, N failed`, and `, N skipped` where there were any. */
export function closingLine(total) {
  const line = `${total.passed} passed, ${total.failed} failed`;
  return total.skipped > 0 ? `${line}, ${total.skipped} skipped` : line;
}

/** 0 only when nothing failed and something passed. */
export function exitStatusOf(total) {
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}
