/** Zones that hold their content whole, and buttons and tiles that hold their own words. */
const ZONES = '.head, .page-title, .page, .foot';
const HOLDERS = '.tap, .tile';
/** The smallest share of a text's usual size; a longer text would be unreadable before it fits. */
const SMALLEST = 0.5;
const COMFORTABLE = 0.8;
const STEP = 0.05;

/**
 * Keeps every text of the kiosk whole on any panel: what does not fit its zone or its button is set smaller, in steps,
 * until it does. Sets `--fit` on zones and `--own-fit` on buttons; the style sheets multiply their font sizes by both.
 * Looks again after every change of words, size or mode, before it is painted. @returns the function that stops it
 */
export function keepWordsFitting(root: HTMLElement): () => void {
  const look = () => {
    for (const zone of root.querySelectorAll<HTMLElement>(ZONES)) setLargest(zone, '--fit', zoneOverflows);
    for (const holder of root.querySelectorAll<HTMLElement>(HOLDERS)) fitHolder(holder);
  };
  let again = 0;
  // Once at once, so that nothing wrong is painted, and once in the next frame: lists then know their room.
  const lookTwice = () => {
    look();
    cancelAnimationFrame(again);
    again = requestAnimationFrame(() => {
      again = requestAnimationFrame(look);
    });
  };
  lookTwice();
  const words = new MutationObserver(lookTwice);
  words.observe(root, {
    childList: true,
    characterData: true,
    subtree: true,
    attributeFilter: ['data-columns', 'aria-disabled', 'aria-pressed'],
  });
  const modes = new MutationObserver(lookTwice);
  modes.observe(document.documentElement, { attributes: true });
  const sizes = new ResizeObserver(lookTwice);
  sizes.observe(root);
  // A font that arrives late changes every width.
  document.fonts.addEventListener('loadingdone', lookTwice);
  return () => {
    cancelAnimationFrame(again);
    words.disconnect();
    modes.disconnect();
    sizes.disconnect();
    document.fonts.removeEventListener('loadingdone', lookTwice);
  };
}

/** A second line of words goes before the first becomes hard to read: `data-tight` tells the style sheets. */
function fitHolder(holder: HTMLElement): void {
  delete holder.dataset.tight;
  if (setLargest(holder, '--own-fit', wordsOverflow, COMFORTABLE)) return;
  holder.dataset.tight = '';
  setLargest(holder, '--own-fit', wordsOverflow, SMALLEST);
}

/** Sets the largest share, not below `least`, at which `tooLarge` is false. @returns whether there is one */
function setLargest(
  element: HTMLElement,
  property: '--fit' | '--own-fit',
  tooLarge: (element: HTMLElement) => boolean,
  least = SMALLEST,
): boolean {
  element.style.removeProperty(property);
  for (let share = 1 - STEP; tooLarge(element); share -= STEP) {
    if (share < least - STEP / 2) return false;
    element.style.setProperty(property, share.toFixed(2));
  }
  return true;
}

/** Lists page themselves, sheets scroll by their own buttons, a veil lies over all: what reaches out there is no want of room. */
const OWN_ROOM = '.tiles, .rows, .sheet, .veil';
const PARTS = 'p, h1, h2, legend, button, input, svg, .result-number';

/** Whether a part of a zone reaches out of it, at any edge: what is centred overflows upwards too. */
function zoneOverflows(zone: HTMLElement): boolean {
  const room = zone.getBoundingClientRect();
  for (const part of zone.querySelectorAll(PARTS)) {
    const box = part.getBoundingClientRect();
    if (box.width > 0 && part.closest(OWN_ROOM) === null && reachesOut(box, room)) return true;
  }
  return false;
}

function wordsOverflow(holder: HTMLElement): boolean {
  const range = document.createRange();
  range.selectNodeContents(holder);
  return reachesOut(range.getBoundingClientRect(), holder.getBoundingClientRect());
}

function reachesOut(inner: DOMRect, outer: DOMRect): boolean {
  return (
    inner.top < outer.top - 1 ||
    inner.bottom > outer.bottom + 1 ||
    inner.left < outer.left - 1 ||
    inner.right > outer.right + 1
  );
}
