/** More dossiers of one procedure than this in one visit are asked about: a scan may have gone into the field. */
export const UNUSUAL_COUNT = 50;

/** An end so soon after the start is the same press twice: nobody is served within it [CTR9]. */
export const DOUBLE_PRESS_MS = 600;
