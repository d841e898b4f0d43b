/** A request carries this header when nobody asked for it: a page that reads again by itself keeps no session alive. */
export const BACKGROUND_HEADER = 'x-motcua-background';
