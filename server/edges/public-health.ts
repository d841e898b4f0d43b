import type { HealthReport } from '../../common/protocol/rest/hall.ts';

/** What a check may tell anybody: no name of a machine, no text of a fault. */
const PUBLIC_KEYS: readonly string[] = [
  'ok',
  'code',
  'freeBytes',
  'hallTime',
  'machineTime',
  'date',
  'sequence',
  'hash',
  'copyAt',
];

/** The health of the hall for whoever shows no token: which checks hold, not what is wrong with whose machine. */
export function healthForStrangers(report: HealthReport): HealthReport {
  const checks = Object.entries(report.checks).map(([name, check]) => [
    name,
    Object.fromEntries(Object.entries(check).filter(([key]) => PUBLIC_KEYS.includes(key))),
  ]);
  return { ...report, checks: Object.fromEntries(checks) as HealthReport['checks'] };
}
