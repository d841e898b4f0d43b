import { type RefObject, useLayoutEffect } from 'react';

/** A second tap meant for the page before comes up to 400 ms after it; shaking hands need a little more. */
const SETTLING_MS = 600;

/**
 * After each change of `page` the kiosk takes no taps for SETTLING_MS: the second half of a double tap belongs to the page
 * that is gone. Marks `root` with `data-settling`, which the style sheet makes deaf to fingers; keys go on working.
 */
export function useSettling(root: RefObject<HTMLElement | null>, page: string): void {
  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    element.dataset.settling = page;
    const timer = setTimeout(() => delete element.dataset.settling, SETTLING_MS);
    return () => clearTimeout(timer);
  }, [root, page]);
}
