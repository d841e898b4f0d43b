import type { HallConnection } from '../common/client/hall-connection.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * Renews the page when the server runs another version than the one it came from, once nothing is being said.
 * @returns ends the watch
 */
export function watchBuild(
  connection: HallConnection,
  isIdle: () => boolean,
  renew: () => void,
  everyMs = LOOK_EVERY_MS,
): () => void {
  let first: string | null = null;
  const timer = setInterval(() => {
    const { version, status } = connection.getState();
    if (version === null || status !== 'live') return;
    first ??= version;
    if (version === first || !isIdle()) return;
    clearInterval(timer);
    renew();
  }, everyMs);
  return () => clearInterval(timer);
}
