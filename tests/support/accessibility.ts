import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Axe {
  run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}

/** Everything axe finds on a page as it stands now, with how bad it holds it for. */
async function allFindings(page: Page): Promise<{ impact: string; text: string }[]> {
  // Evaluated by the browser's own tooling: the page's policy rightly lets no inline script in.
  await page.evaluate(readFileSync(axeFile, 'utf8'));
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: Axe }).axe.run();
    return violations.map((each) => ({
      impact: each.impact,
      text: `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`,
    }));
  });
}

/** Whatever axe finds, also what it calls minor: for the kiosk, which everybody must be able to use. */
export async function findings(page: Page): Promise<string[]> {
  return (await allFindings(page)).map((each) => each.text);
}

/** What axe finds serious or critical. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const found = await allFindings(page);
  return found.filter((each) => ['serious', 'critical'].includes(each.impact)).map((each) => each.text);
}
