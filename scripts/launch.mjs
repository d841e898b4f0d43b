import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureOrExit } from './ensure.mjs';
import { inRoot } from './run-step.mjs';
import { stopWithNpm } from './stop-with-npm.mjs';

/**
 * Makes sure that the build is fresh, then runs one compiled entry in this very process, so that signals,
 * standard streams and the exit status are its own. An entry exports `run(args): Promise<number>`, whose
 * number becomes the exit status, or does its work on being imported.
 */
export async function launch(entry, args) {
  stopWithNpm();
  await ensureOrExit();
  const script = inRoot('dist', 'node', ...entry.split('/'));
  if (!existsSync(script)) {
    process.stderr.write(`Không có ${entry} trong bản dựng. The build holds no ${entry}.\n`);
    process.exit(1);
  }
  process.argv = [process.argv[0], script, ...args];
  const { run } = await import(pathToFileURL(script).href);
  if (run) process.exitCode = await run(args);
}
