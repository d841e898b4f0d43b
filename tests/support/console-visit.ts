import type { Page } from 'playwright-core';
import { seriousFindings } from './accessibility.ts';

/** What was found on the pages that were looked at, each with where it was. */
export class Findings {
  readonly all: string[] = [];
  /** Every state that was looked at, in order. */
  readonly seen: string[] = [];
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Looks at a page as it stands. @param themes also in the dark, at what a theme decides */
  async look(where: string, themes = false): Promise<void> {
    this.seen.push(where);
    for (const finding of await seriousFindings(this.page)) this.all.push(`${where}: ${finding}`);
    if (!themes) return;
    await this.dark(true);
    for (const finding of await seriousFindings(this.page, 'colour'))
      this.all.push(`${where}, dark: ${finding}`);
    await this.dark(false);
  }

  private async dark(isDark: boolean): Promise<void> {
    await this.page.evaluate((on) => {
      if (on) document.documentElement.setAttribute('data-theme', 'dark');
      else document.documentElement.removeAttribute('data-theme');
    }, isDark);
  }
}

/** A button's words without the name of what it is for: of "Sửa Đất đai" in every row one is pressed. */
const PRESSABLE = 'main button:visible:enabled:not([role="tab"]):not(.sort):not([type="submit"])';

/**
 * Presses one button of each kind on the page and looks at every dialog that opens. Questions of the browser are
 * refused, so that nothing is ended or removed.
 * @returns titles of the dialogs that opened
 */
export async function openEveryDialog(page: Page, findings: Findings, where: string): Promise<string[]> {
  const opened: string[] = [];
  const pressed = new Set<string>();
  for (;;) {
    const kinds = await page
      .locator(PRESSABLE)
      .evaluateAll((all) => all.map((each) => each.textContent ?? ''));
    const at = kinds.findIndex((kind) => !pressed.has(kind));
    if (at < 0) return opened;
    pressed.add(kinds[at] ?? '');
    await page.locator(PRESSABLE).nth(at).click();
    const dialog = page.locator('dialog[open]');
    // A click's work is done when the picture after it is: a dialog is open by then, or asks for something first.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    const shown = await dialog
      .waitFor({ timeout: 150 })
      .then(() => true)
      .catch(() => false);
    if (!shown) continue;
    const title = (await dialog.locator('h2').first().textContent()) ?? '';
    opened.push(title);
    await page
      .getByText('Đang tải…')
      .waitFor({ state: 'detached' })
      .catch(() => {});
    await findings.look(`${where} › ${title}`, true);
    await page.keyboard.press('Escape');
    // Out of the page, not only out of sight: what opens next would be closed with it.
    await page.locator('dialog').waitFor({ state: 'detached' });
  }
}

/** Opens each tab of the page in turn; one that has no tabs is looked at as it is. */
export async function throughTabs(page: Page, act: (tab: string) => Promise<void>): Promise<void> {
  const tabs = page.getByRole('tab');
  const count = await tabs.count();
  if (count === 0) return act('');
  for (let at = 0; at < count; at += 1) {
    await tabs.nth(at).click();
    await act((await tabs.nth(at).textContent()) ?? '');
  }
}

/** Waits until the page has read what it shows. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').waitFor();
  await page.waitForFunction(
    () =>
      document.querySelectorAll('[data-state="loading"]').length === 0 &&
      ![...document.querySelectorAll('.empty')].some((each) => each.textContent === 'Đang tải…'),
  );
}

/**
 * Goes through a page by the Tab key from its beginning and answers what could not be reached, and what does not show
 * that it has the focus.
 */
export async function walkByTab(
  page: Page,
): Promise<{ reached: number; missed: string[]; unseen: string[] }> {
  const count = await page.evaluate(() => {
    // What is folded away has its own controls: all of it is opened first.
    for (const each of document.querySelectorAll('details')) each.open = true;
    const wanted = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const all = [...document.querySelectorAll<HTMLElement>(wanted)].filter((each) => {
      const own = each as HTMLInputElement;
      if (own.disabled || each.tabIndex < 0 || each.closest('[inert]') !== null) return false;
      // Of a group of radio buttons the keyboard stops at one, and arrows go on.
      if (own.type === 'hidden' || (own.type === 'radio' && !own.checked)) return false;
      return each.getClientRects().length > 0;
    });
    for (const each of all) each.setAttribute('data-walk', 'missed');
    document.documentElement.tabIndex = -1;
    document.documentElement.focus();
    document.documentElement.removeAttribute('tabindex');
    return all.length;
  });
  const unseen = new Set<string>();
  // The keyboard stops at each part of a time.
  const stops = count + 5 + 3 * (await page.locator('input[type="time"]').count());
  for (let turn = 0; turn < stops; turn += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement) || at === document.body) return null;
      at.removeAttribute('data-walk');
      const ring = (element: Element | null) => {
        if (element === null) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
      };
      return ring(at) || ring(at.closest('label')) ? null : at.outerHTML.slice(0, 120);
    });
    if (found !== null) unseen.add(found);
  }
  const missed = await page
    .locator('[data-walk="missed"]')
    .evaluateAll((all) => all.map((each) => each.outerHTML.slice(0, 120)));
  return { reached: count - missed.length, missed, unseen: [...unseen] };
}
