import type { AlertRecord } from '../../../common/protocol/views.ts';
import type { Services } from '../services.ts';

type Alerting = Pick<Services, 'pace' | 'copies' | 'webhookAlerts'>;

/** What staff are alerted to, for pages that are opened now. */
export const alertsOf = ({ pace, copies, webhookAlerts }: Alerting): AlertRecord[] => [
  ...pace.alerts(),
  ...copies.alerts(),
  ...webhookAlerts.alerts(),
];

/** Sets who hears of new alerts. */
export function hearAlerts(
  { pace, copies, webhookAlerts }: Alerting,
  tell: (record: AlertRecord) => void,
): void {
  pace.whenBurst(tell);
  copies.whenCopied(tell);
  webhookAlerts.whenChanged(tell);
}
