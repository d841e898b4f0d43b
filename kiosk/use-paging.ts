import { type RefCallback, useLayoutEffect, useState } from 'react';

export interface Paging<Item> {
  /** Goes on the element whose room decides how many items fit. */
  readonly room: RefCallback<HTMLDivElement>;
  readonly shown: readonly Item[];
  readonly columns: number;
  readonly page: number;
  readonly pages: number;
  turn(by: 1 | -1): void;
}

/**
 * Cuts a list into pages that fit the room on the screen, so that nothing ever scrolls. The style sheet is the one place
 * that knows how large an item is: the room's `--item-width`, `--item-height`, `--item-gap` (CSS pixels, no unit) and
 * `--max-columns`, as they stand for this panel and these modes.
 */
export function usePaging<Item>(items: readonly Item[]): Paging<Item> {
  // A list that is put away and shown again is another element with another room.
  const [element, room] = useState<HTMLDivElement | null>(null);
  const [fit, setFit] = useState({ columns: 1, rows: 3 });
  const [wanted, setWanted] = useState(0);

  useLayoutEffect(() => {
    if (element === null) return;
    const measure = () => {
      const style = getComputedStyle(element);
      const size = (name: string) => Number(style.getPropertyValue(name));
      const gap = size('--item-gap');
      const columns = Math.floor((element.clientWidth + gap) / (size('--item-width') + gap));
      const rows = Math.floor((element.clientHeight + gap) / (size('--item-height') + gap));
      const next = { columns: clamp(columns, size('--max-columns')), rows: Math.max(1, rows) };
      setFit((now) => (now.columns === next.columns && now.rows === next.rows ? now : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // Large text changes sizes inside the room, not the room itself.
    const modes = new MutationObserver(measure);
    modes.observe(document.documentElement, { attributes: true });
    return () => {
      observer.disconnect();
      modes.disconnect();
    };
  }, [element]);

  const perPage = fit.columns * fit.rows;
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const page = Math.min(wanted, pages - 1);
  return {
    room,
    shown: items.slice(page * perPage, (page + 1) * perPage),
    columns: fit.columns,
    page,
    pages,
    turn: (by) => setWanted(Math.max(0, Math.min(pages - 1, page + by))),
  };
}

function clamp(columns: number, most: number): number {
  return Math.max(1, Math.min(most, columns));
}
