import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot } from './run-step.mjs';
import { stopWithNpm } from './stop-with-npm.mjs';

/** A build that was finished: the stamp is written last, before the build is put in place. */
const isBuilt = () => ['node', 'web'].every((part) => existsSync(inRoot('dist', part, '.stamp')));

/**
 * Runs one compiled entry in this very process, so that signals, standard streams and the exit status are its
 * own. An entry exports `run(args): Promise<number>`, whose number becomes the exit status, or does its work on
 * being imported.
 */
async function run(entry, args) {
  const script = inRoot('dist', 'node', ...entry.split('/'));
  if (!existsSync(script)) {
    process.stderr.write(`Không có ${entry} trong bản dựng. The build holds no ${entry}.\n`);
    process.exit(1);
  }
  process.argv = [process.argv[0], script, ...args];
  const { run: main } = await import(pathToFileURL(script).href);
  if (main) process.exitCode = await main(args);
}

/** For who works on the sources: installs and builds what is missing or stale, then runs the entry. */
export async function launch(entry, args) {
  stopWithNpm();
  const { ensureOrExit } = await import('./ensure.mjs');
  await ensureOrExit();
  await run(entry, args);
}

/** For a hall: runs the build that is there without a look at the sources; only a tree without one is built first. */
export async function launchBuilt(entry, args) {
  if (!isBuilt()) await launch(entry, args);
  else {
    stopWithNpm();
    await run(entry, args);
  }
}
