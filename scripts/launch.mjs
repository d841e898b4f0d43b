import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureOrExit } from './ensure.mjs';
import { inRoot } from './run-step.mjs';

/**
 * Makes sure that the build is fresh, then runs one compiled entry in this very process, so that signals,
 * standard streams and the exit status are its own.
 */
export async function launch(entry) {
  await ensureOrExit();
  const script = inRoot('dist', 'node', ...entry.split('/'));
  if (!existsSync(script)) {
    process.stderr.write(`Không có ${entry} trong bản dựng. The build holds no ${entry}.\n`);
    process.exit(1);
  }
  process.argv[1] = script;
  await import(pathToFileURL(script).href);
}
