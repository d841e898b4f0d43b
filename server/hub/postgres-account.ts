import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Under whom the embedded PostgreSQL runs, and where its programs and its folder are. */
export interface PostgresPlace {
  /** Undefined: the account of the hub itself. */
  readonly account: { readonly uid: number; readonly gid: number } | undefined;
  readonly binaries: string;
  readonly folder: string;
}

const OWN_ACCOUNT = 'motcua-hub';
/** For what the account cannot reach where it is: outside any home folder. */
const SHARED_FOLDER = '/var/lib/motcua-hub';

function idsOf(name: string): { uid: number; gid: number } | null {
  const id = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [id('-u'), id('-g')];
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

function ownAccount(): { uid: number; gid: number } {
  const known = idsOf(OWN_ACCOUNT);
  if (known !== null) return known;
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_ACCOUNT],
      { stdio: 'ignore' },
    );
  } catch {
    // Systems with BusyBox have adduser alone.
    spawnSync('adduser', ['-S', '-D', '-H', OWN_ACCOUNT], { stdio: 'ignore' });
  }
  const made = idsOf(OWN_ACCOUNT);
  if (made === null)
    throw new Error(
      `PostgreSQL does not run as root, and the account ${OWN_ACCOUNT} could not be created: create it, start the hub as another user, or set DATABASE_URL`,
    );
  return made;
}

/** Whether an account can go into a folder, its parents included. */
function reaches(account: { uid: number; gid: number }, folder: string): boolean {
  const asked = spawnSync('test', ['-x', folder, '-a', '-r', folder], account);
  return asked.status === 0;
}

/**
 * PostgreSQL refuses to run as root. Started by root, it runs under an account of its own; what that account cannot
 * reach (a home folder closed to others) is put under /var/lib, and a note beside the data says so.
 * @param binaries folder with bin, lib and share
 */
export function postgresPlace(dataDir: string, binaries: string): PostgresPlace {
  const wanted = join(dataDir, 'postgres');
  mkdirSync(dataDir, { recursive: true });
  if (process.getuid?.() !== 0) return { account: undefined, binaries, folder: wanted };
  const account = ownAccount();
  const shared = (name: string) => {
    const folder = join(SHARED_FOLDER, name);
    mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 });
    return folder;
  };
  let programs = binaries;
  if (!reaches(account, join(binaries, 'bin'))) {
    programs = shared(`programs-${createHash('sha256').update(binaries).digest('hex').slice(0, 12)}`);
    if (!existsSync(join(programs, 'bin'))) cpSync(binaries, programs, { recursive: true });
  }
  let folder = wanted;
  if (!existsSync(join(wanted, 'PG_VERSION')) || !reaches(account, wanted)) {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    chownSync(wanted, account.uid, account.gid);
    if (!reaches(account, wanted)) {
      folder = shared(createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chownSync(folder, account.uid, account.gid);
      writeFileSync(join(dirname(wanted), 'postgres-is-at.txt'), `${folder}\n`);
    }
  }
  return { account, binaries: programs, folder };
}
