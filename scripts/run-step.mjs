import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Absolute path inside the repository. */
export const inRoot = (...parts) => join(root, ...parts);

/**
 * Runs one program to its end and answers its exit status (128 + signal number when a signal ended it).
 * A Ctrl-C or SIGTERM that reaches us is passed on, so that no half-done install outlives its parent.
 */
export function runStep(program, args, options = {}) {
  const { output, ...rest } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio:
        output === 'stderr'
          ? ['ignore', 2, 2]
          : output === 'none'
            ? 'ignore'
            : ['ignore', 'inherit', 'inherit'],
      ...rest,
    });
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', passOn);
    process.on('SIGTERM', passOn);
    const end = (status) => {
      process.off('SIGINT', passOn);
      process.off('SIGTERM', passOn);
      resolve(status);
    };
    child.on('error', (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      end(127);
    });
    child.on('close', (status, signal) => end(status ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Runs a tool of node_modules by its script, so that no shell and no .cmd file is needed. */
export function runTool(script, args, options) {
  return runStep(process.execPath, [inRoot('node_modules', script), ...args], options);
}

/** Runs npm: the very one that called us where there is one, else the one in the path. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('npm-cli.js')) return runStep(process.execPath, [npm, ...args], options);
  const windows = process.platform === 'win32';
  return runStep(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows });
}
