import type { PrinterState } from '../../common/protocol/hardware.ts';
import { printerFaults } from '../devices/hall-devices.ts';
import type { RestoreNotice } from '../domain/restoring.ts';
import type { HealthCheck, HealthReport } from '../edges/services.ts';

/** Remembers what failed last and when. */
export class Faults {
  private readonly last = new Map<string, { readonly atMs: number; readonly text: string }>();
  private readonly nowMs: () => number;

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  note(error: unknown, what: string): void {
    this.last.set(what, { atMs: this.nowMs(), text: error instanceof Error ? error.message : String(error) });
  }

  /** The last failure of a kind if it is no older than `withinMs`. */
  recent(what: string, withinMs: number): string | undefined {
    const fault = this.last.get(what);
    return fault !== undefined && this.nowMs() - fault.atMs < withinMs ? fault.text : undefined;
  }
}

/** Whether every printer prints. @param missing printers that tickets go to and that nobody reaches */
export function printerCheck(states: readonly PrinterState[], missing: readonly string[]): HealthCheck {
  const broken = [
    ...states.flatMap((state) => printerFaults(state).map((fault) => `${state.name}: ${fault}`)),
    ...missing.map((name) => `${name}: offline`),
  ];
  return broken.length > 0 ? { ok: false, detail: broken.join('; ') } : { ok: true };
}

/** Whether staff have seen to what a restore left undone. */
export function restoreCheck(restored: RestoreNotice | null): HealthCheck {
  if (restored === null) return { ok: true };
  const copyAt = restored.copyAtMs === null ? null : new Date(restored.copyAtMs).toISOString();
  return { ok: false, code: 'restored', copyAt };
}

/** Asks every check and puts the report together. */
export function healthReport(
  about: { readonly version: string; readonly sequence: number },
  checks: Readonly<Record<string, () => HealthCheck>>,
): HealthReport {
  const read = Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, check()]));
  const ok = Object.values(read).every((check) => check.ok);
  return { status: ok ? 'ok' : 'degraded', ...about, checks: read };
}
