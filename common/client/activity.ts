/** Work is told at most so often. */
const TOLD_EVERY_MS = 60_000;

/**
 * Tells now and then that a person uses the page, so that a session does not end under their hands.
 * @returns a function that ends it
 */
export function watchActivity(tell: () => void): () => void {
  let toldTick = Number.NEGATIVE_INFINITY;
  const onUse = () => {
    const tick = performance.now();
    if (tick - toldTick < TOLD_EVERY_MS) return;
    toldTick = tick;
    tell();
  };
  const page = globalThis.document as Document | undefined;
  const signs = ['pointerdown', 'keydown', 'wheel'] as const;
  for (const sign of signs) page?.addEventListener(sign, onUse, { passive: true, capture: true });
  return () => {
    for (const sign of signs) page?.removeEventListener(sign, onUse, { capture: true });
  };
}
