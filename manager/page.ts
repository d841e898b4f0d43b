import type { ComponentType } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import type { manager } from '../common/i18n/vi/manager.ts';
import type { Role } from '../common/protocol/primitives.ts';

/** One page of the console: written once, in its own file, and listed in pages.ts. */
export interface ManagerPage {
  /** Below /manager; the empty text is the first page. */
  readonly path: string;
  readonly menu: keyof typeof manager;
  readonly roles: readonly Role[];
  readonly Page: ComponentType<{ connection: HallConnection }>;
}
