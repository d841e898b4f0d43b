import type { Page } from 'playwright-core';

/** As a scanner types on a page: a key every few milliseconds, then Enter. */
export const kioskScan = (page: Page, text: string): Promise<void> =>
  page.evaluate((typed) => {
    const target = document.activeElement ?? document.body;
    const startMs = performance.now();
    for (const [at, key] of [...typed, 'Enter'].entries()) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      // The rhythm of the scanner, however slow the machine of the test is.
      Object.defineProperty(event, 'timeStamp', { value: startMs + at * 8 });
      const isTyped = target.dispatchEvent(event) && key !== 'Enter' && target instanceof HTMLInputElement;
      if (!isTyped) continue;
      target.setRangeText(key, target.value.length, target.value.length, 'end');
      target.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, text);
