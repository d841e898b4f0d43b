import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface Paging<Item> {
  /** Goes on the element whose room decides how many items fit. */
  readonly room: RefObject<HTMLDivElement | null>;
  readonly shown: readonly Item[];
  readonly columns: number;
  readonly page: number;
  readonly pages: number;
  turn(by: 1 | -1): void;
}

/**
 * Cuts a list into pages that fit the room on the screen, so that nothing ever scrolls. Sizes are CSS pixels at
 * normal text; large text makes the items grow and the pages shorter.
 */
export function usePaging<Item>(
  items: readonly Item[],
  size: { minWidth: number; minHeight: number; gap: number; maxColumns: number },
): Paging<Item> {
  const room = useRef<HTMLDivElement | null>(null);
  const [fit, setFit] = useState({ columns: 1, rows: 3 });
  const [wanted, setWanted] = useState(0);
  const { minWidth, minHeight, gap, maxColumns } = size;

  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const measure = () => {
      const scale = Number(getComputedStyle(element).getPropertyValue('--text-scale')) || 1;
      const columns = Math.floor((element.clientWidth + gap) / (minWidth * scale + gap));
      const rows = Math.floor((element.clientHeight + gap) / (minHeight * scale + gap));
      setFit({ columns: Math.max(1, Math.min(maxColumns, columns)), rows: Math.max(1, rows) });
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
  }, [minWidth, minHeight, gap, maxColumns]);

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
