const noticed = new Set(['Killed', 'Timeout']);
const alive = new Set(['Survived', 'NoCoverage']);

/** Every mutant of a report (mutation-testing-elements schema) with its file, in the order of the sources. */
function mutantsOf(report) {
  return Object.entries(report.files).flatMap(([file, { mutants, source }]) =>
    mutants.map((mutant) => ({ ...mutant, file, line: source.split('\n')[mutant.location.start.line - 1] })),
  );
}

/** How many of the mutants that compile the tests noticed. */
export function scoreOf(report) {
  const all = mutantsOf(report);
  const killed = all.filter((each) => noticed.has(each.status)).length;
  const valid = killed + all.filter((each) => alive.has(each.status)).length;
  return { killed, valid, share: valid === 0 ? 1 : killed / valid };
}

/** The mutants that no test noticed, one a row. */
export function livingTable(report) {
  const rows = mutantsOf(report)
    .filter((each) => alive.has(each.status))
    .sort((a, b) => a.file.localeCompare(b.file) || a.location.start.line - b.location.start.line)
    .map(
      (each) =>
        `${each.file}:${each.location.start.line}\t${each.status}\t${each.mutatorName}\t` +
        `${each.line.trim()}\t→\t${(each.replacement ?? '').replace(/\s+/g, ' ').slice(0, 120)}`,
    );
  return `${rows.join('\n')}\n`;
}
