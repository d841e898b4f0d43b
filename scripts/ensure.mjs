import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withBuildLock } from './build-lock.mjs';
import {
  buildIsFresh,
  builds,
  installAgrees,
  installIsFresh,
  plainAssets,
  sourceHash,
  stampBuild,
  stampInstall,
} from './fresh.mjs';
import { inRoot, root, runNpm, runStep, runTool } from './run-step.mjs';

const oldestNode = [20, 19];

/** A step that could not be done; the message is a sentence for the person at the terminal. */
export class EnsureError extends Error {}

// Progress goes to stderr: the standard output belongs to the command that was asked for.
const say = (vietnamese, english) => process.stderr.write(`· ${vietnamese} / ${english}\n`);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new EnsureError(
    `Cần Node.js ${oldestNode.join('.')} trở lên, máy này đang dùng ${process.versions.node}. ` +
      `Node.js ${oldestNode.join('.')} or newer is needed, this is ${process.versions.node}.`,
  );
}

const probe = "new (require('better-sqlite3'))(':memory:').exec('select 1')";
const databaseLoads = async () => (await runStep(process.execPath, ['-e', probe], { output: 'none' })) === 0;

async function install() {
  if (installIsFresh()) return;
  if (!installAgrees()) {
    say('Đang cài đặt các gói, lần đầu mất vài phút', 'Installing packages, the first time takes minutes');
    // Not `npm ci`: it refuses a lockfile in which another platform's optional binary is missing. `--no-save` keeps
    // to the locked versions and leaves the lockfile alone.
    const status = await runNpm(['install', '--no-save', '--include=dev', '--no-fund', '--no-audit'], {
      output: 'stderr',
    });
    if (status !== 0) {
      throw new EnsureError(
        'Không cài được các gói (npm install). The packages could not be installed (npm install).',
      );
    }
  }
  if (!(await databaseLoads())) {
    say('Đang biên dịch cơ sở dữ liệu', 'Compiling the database');
    await runNpm(['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
      output: 'stderr',
    });
    if (!(await databaseLoads())) {
      throw new EnsureError(
        'Không biên dịch được better-sqlite3: cần trình biên dịch C++, make và python3. ' +
          'better-sqlite3 did not compile: a C++ compiler, make and python3 are needed.',
      );
    }
  }
  stampInstall();
}

/** Puts a finished build in place of the former one; what runs keeps the files it has loaded. */
function putInPlace(next, folder) {
  const former = `${folder}.former`;
  rmSync(former, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, former);
  renameSync(next, folder);
  rmSync(former, { recursive: true, force: true });
}

async function make(build, name, compile) {
  if (buildIsFresh(build)) return;
  say(`Đang dựng ${name}`, `Building ${name}`);
  // The hash is taken before compiling: a file saved meanwhile makes the next start build again.
  const hash = sourceHash(build);
  const next = `${build.folder}.next`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  if ((await compile(next)) !== 0) {
    throw new EnsureError(`Không dựng được ${name}. The build of ${name} failed.`);
  }
  stampBuild(next, hash);
  putInPlace(next, build.folder);
}

async function compileNode(next) {
  // Types are judged by `npm test`; a start only has to be translated, which is several times faster.
  const status = await runTool(
    'typescript/bin/tsc',
    [
      '-p',
      'tsconfig.node.json',
      '--noCheck',
      '--incremental',
      'false',
      '--tsBuildInfoFile',
      'null',
      '--outDir',
      next,
    ],
    { output: 'stderr' },
  );
  if (status !== 0) return status;
  for (const path of plainAssets()) {
    mkdirSync(dirname(join(next, path)), { recursive: true });
    cpSync(join(root, path), join(next, path));
  }
  return 0;
}

async function compileWeb(next) {
  const fronts = builds.web.rooms.filter((room) => existsSync(inRoot(room, 'index.html')));
  if (fronts.length === 0) return 0;
  return runTool('vite/bin/vite.js', ['build', '--outDir', next, '--emptyOutDir', '--logLevel', 'warn'], {
    output: 'stderr',
    // Whoever asks for a build gets the one that is shipped: React has a larger one for developers.
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

/** Its own process: the packages that it needs may have been installed a moment ago. */
const compileFonts = (next) =>
  runStep(process.execPath, [inRoot('scripts', 'fonts', 'run.mjs'), inRoot('common', 'i18n'), next], {
    output: 'stderr',
  });

const allFresh = () => installIsFresh() && Object.values(builds).every((build) => buildIsFresh(build));

/**
 * Installs and builds what is missing or stale; silent when nothing is. Safe to call from several
 * processes at once. Throws EnsureError with a sentence when it cannot.
 */
export async function ensure() {
  checkNode();
  // Set by the suite for its own children, which share one build and must not start another.
  if (process.env.MOTCUA_BUILT === '1' || allFresh()) return;
  await withBuildLock(
    async () => {
      await install();
      await make(builds.node, 'dist/node', compileNode);
      await make(builds.web, 'dist/web', compileWeb);
      await make(builds.fonts, 'dist/fonts', compileFonts);
    },
    () => say('Đang chờ một tiến trình khác dựng xong', 'Waiting for another process to finish building'),
  );
}

/** Like ensure, but for a command: a failure is printed as its sentence and ends the process with 1. */
export async function ensureOrExit() {
  try {
    await ensure();
  } catch (error) {
    if (!(error instanceof EnsureError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await ensureOrExit();
