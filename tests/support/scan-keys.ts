import type { Page } from 'playwright-core';

/**
 * Types as a scanner does, Enter at the end: the keys are handed to the browser all at once, so that the machine's load
 * puts no pause between them.
 */
export async function scanKeys(page: Page, text: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const press = (key: string, typed: string) => [
    browser.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: typed }),
    browser.send('Input.dispatchKeyEvent', { type: 'keyUp', key }),
  ];
  const keys = [...[...text].map((character) => [character, character] as const), ['Enter', '\r'] as const];
  await Promise.all(keys.flatMap(([key, typed]) => press(key, typed)));
  await browser.detach();
}
