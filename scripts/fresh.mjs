import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { inRoot, root } from './run-step.mjs';

const lockfile = inRoot('package-lock.json');
const installStamp = inRoot('node_modules', '.motcua-stamp');

const nodeRooms = ['server', 'hardware', 'common', 'bench'];
const webRooms = ['kiosk', 'display', 'counter-client', 'manager', 'citizen', 'province', 'common'];

/** Languages that are data: their words say which letters their typefaces need. */
function languageFolders() {
  return readdirSync(inRoot('common', 'i18n'))
    .map((name) => `common/i18n/${name}`)
    .filter((folder) => existsSync(inRoot(folder, 'words.json')));
}

/** The three products of a build: where each lies, and which files decide whether it is stale. */
export const builds = {
  node: {
    folder: inRoot('dist', 'node'),
    rooms: nodeRooms,
    settings: ['tsconfig.base.json', 'tsconfig.node.json'],
  },
  fonts: {
    folder: inRoot('dist', 'fonts'),
    rooms: ['scripts/fonts', ...languageFolders()],
    settings: [],
  },
  web: { folder: inRoot('dist', 'web'), rooms: webRooms, settings: ['tsconfig.base.json', 'vite.config.ts'] },
};

/** Every file under a folder, sorted, as paths relative to the repository; [] when there is no such folder. */
function filesUnder(folder) {
  if (!existsSync(join(root, folder))) return [];
  const found = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (path !== 'bench/results' && entry.name !== 'node_modules') found.push(...filesUnder(path));
    } else found.push(path);
  }
  return found.sort();
}

/** True when a file goes into dist/node as it is (data, SQL, fonts), false when a compiler handles it. */
const isPlainAsset = (path) => !['.ts', '.tsx', '.css', '.md'].includes(extname(path));

/** Files of the rooms that run under Node and are copied beside the compiled code. */
export const plainAssets = () => nodeRooms.flatMap(filesUnder).filter(isPlainAsset);

function hashOf(paths, extra) {
  const hash = createHash('sha256').update(extra);
  for (const path of paths) {
    if (!existsSync(join(root, path))) continue;
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** Content hash of what a build is made from. */
export function sourceHash(build) {
  return hashOf(['package-lock.json', ...build.settings, ...build.rooms.flatMap(filesUnder)], 'v1');
}

function stampIn(folder) {
  const path = join(folder, '.stamp');
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** True when dist holds exactly what the sources would give. */
export const buildIsFresh = (build) => stampIn(build.folder) === sourceHash(build);

/** Records inside a finished build which sources it was made from. */
export const stampBuild = (folder, hash) => writeFileSync(join(folder, '.stamp'), hash);

// The ABI and the platform belong to the stamp: better-sqlite3 is compiled for one of each.
const installWanted = () =>
  hashOf(['package-lock.json'], `${process.platform} ${process.arch} abi${process.versions.modules}`);

/** True when node_modules was completed for this lockfile and this Node. */
export const installIsFresh = () =>
  existsSync(installStamp) && readFileSync(installStamp, 'utf8') === installWanted();

/** Records that node_modules is whole. */
export const stampInstall = () => writeFileSync(installStamp, installWanted());

/**
 * True when node_modules, installed by hand, already holds the versions of the lockfile, so that a
 * needless `npm ci` (which empties the folder first) is spared. Optional packages may be missing.
 */
export function installAgrees() {
  const hidden = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const installed = present[path];
    if (!installed) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return installed.version === entry.version && existsSync(join(root, path));
  });
}
