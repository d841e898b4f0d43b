import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeScript = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a theme decides: it changes colours and nothing else. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

interface Axe {
  run(options: {
    runOnly?: readonly string[];
  }): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}

/** Everything axe finds on a page as it stands now, with how bad it holds it for. @param rules null: every rule */
async function allFindings(
  page: Page,
  rules: readonly string[] | null = null,
): Promise<{ impact: string; text: string }[]> {
  // Evaluated by the browser's own tooling: the page's policy rightly lets no inline script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeScript);
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run(runOnly === null ? {} : { runOnly });
    return violations.map((each) => ({
      impact: each.impact,
      text: `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`,
    }));
  }, rules);
}

/** Whatever axe finds, also what it calls minor: for the kiosk, which everybody must be able to use. */
export async function findings(page: Page): Promise<string[]> {
  return (await allFindings(page)).map((each) => each.text);
}

/** What axe finds serious or critical. @param only `colour`: in another theme, what has been looked at already */
export async function seriousFindings(page: Page, only: 'colour' | 'all' = 'all'): Promise<string[]> {
  const found = await allFindings(page, only === 'colour' ? RULES_OF_COLOUR : null);
  return found.filter((each) => ['serious', 'critical'].includes(each.impact)).map((each) => each.text);
}
