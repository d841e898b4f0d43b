/**
 * One small change of meaning in a source that a test must notice.
 * @param search text that stands exactly once in the file
 */
export const mutant = (file, search, replace) => ({ file, search, replace });

/** A mutant with the tests that must notice it, and what would go wrong without them. */
export const fault = (says, file, search, replace, ...tests) => ({ says, file, search, replace, tests });

/** The source with the change; throws unless its text stands there exactly once. */
export function mutated(source, { file, search, replace }) {
  const times = source.split(search).length - 1;
  if (times !== 1) throw new Error(`${file} holds ${times} times, not once: ${search}`);
  return source.replace(search, () => replace);
}
