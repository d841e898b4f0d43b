/** What the page's address says about this screen. */
export interface ScreenOptions {
  /** `?counter=3`: a panel above this one counter. */
  readonly counter: string | null;
  /** `?zone=tang-2`: only the counters of this zone of screens; null: the whole hall. */
  readonly zone: string | null;
  /** `?sound=on|off`; a board speaks by itself, a panel only when asked to. */
  readonly voice: boolean;
  /** `?volume=0.5`, 0 … 1; null: as the hall says. */
  readonly volume: number | null;
}

/** Reads the options from the query part of an address. */
export function screenOptions(search: string): ScreenOptions {
  const query = new URLSearchParams(search);
  const counter = query.get('counter')?.trim() || null;
  const sound = query.get('sound');
  const volume = Number(query.get('volume') ?? Number.NaN);
  return {
    counter,
    zone: query.get('zone')?.trim() || null,
    voice: sound === null ? counter === null : sound !== 'off',
    volume: volume >= 0 && volume <= 1 ? volume : null,
  };
}
