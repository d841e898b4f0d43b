import sparticuz from '@sparticuz/chromium';

/** Unpacks the bundled browser before any file needs it: two that did so at once would start half of one. */
export async function setup(): Promise<void> {
  await sparticuz.executablePath();
}
