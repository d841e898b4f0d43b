/** The hall's clock as a page knows it: the server's time, carried on by the page's own monotonic clock. */
export interface HallClock {
  /** Sets the clock from a message of the server. `rate` is 1 but in a demonstration. */
  set(serverNow: string, rate?: number): void;
  now(): Date;
}

/** A hall clock that shows the machine's own time until the server is heard. */
export function createHallClock(): HallClock {
  let anchorHallMs = Date.now();
  let anchorPageMs = performance.now();
  let clockRate = 1;
  return {
    set(serverNow, rate) {
      const heardMs = Date.parse(serverNow);
      if (Number.isNaN(heardMs)) return;
      anchorHallMs = heardMs;
      anchorPageMs = performance.now();
      clockRate = rate ?? clockRate;
    },
    now: () => new Date(anchorHallMs + (performance.now() - anchorPageMs) * clockRate),
  };
}
