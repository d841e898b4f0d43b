import type { PrinterState } from '../../common/protocol/hardware.ts';
import type { HealthCheck, HealthReport } from '../../common/protocol/rest/hall.ts';
import { printerFaults } from '../devices/hall-devices.ts';
import type { RestoreNotice } from '../domain/restoring.ts';
import type { ClockStanding } from '../hall/hall-clock.ts';
import type { CheckResult } from '../storage/check-thread.ts';

/** Whether the hall's time is the machine's, and both of them. */
export function clockCheck({ ok, code, hallMs, machineMs, doubt, witnesses }: ClockStanding): HealthCheck {
  const iso = (atMs: number) => new Date(atMs).toISOString();
  return {
    ok,
    ...(code === null ? {} : { code }),
    hallTime: iso(hallMs),
    machineTime: iso(machineMs),
    ...(ok ? {} : { dayInDoubt: doubt, witnesses: witnesses.map((each) => iso(each.atMs)) }),
  };
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

/** Whether the log passes through every seal that stands beside it, and every closed day has one. */
export function sealCheck(broken: CheckResult['brokenSeal'], sealing: HealthCheck): HealthCheck {
  return broken === null
    ? sealing
    : { ...sealing, ok: false, code: 'broken', detail: `${broken.date}: ${broken.fault}` };
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
