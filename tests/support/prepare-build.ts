import { ensure } from '../../scripts/ensure.mjs';

/** Once before all files: what they run is the build that is shipped, made anew if it is stale. */
export const setup = (): Promise<void> => ensure();
