/** Where a proxy has the server under its name, as the page was told: '/tinh'; '': at its root. */
export const basePath = (): string =>
  globalThis.document?.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content ?? '';
