import { useSyncExternalStore } from 'react';

/** Panels below full HD, as in kiosk-compact.css. */
export const SMALL_PANEL = '(max-height: 1050px), (max-width: 1050px)';
/** Panels on which ten keys in a row would be under 20 mm. */
export const NARROW_PANEL = '(max-width: 950px)';

/** Whether the panel answers to a media query, followed when it is turned. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}
