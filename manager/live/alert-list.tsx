import type { ReactNode } from 'react';
import { say, sayLive } from '../words.ts';
import type { Alert } from './alerts.ts';

/** What needs attention now; a screen reader hears what is new. */
export function AlertList({ alerts }: { alerts: readonly Alert[] }): ReactNode {
  return (
    <section aria-labelledby="alerts-title" className="alerts">
      <h2 id="alerts-title">{sayLive('alerts')}</h2>
      <ul aria-live="polite">
        {alerts.map((each) => (
          <li key={each.id} data-alert={each.id}>
            <span>{each.text}</span>
            {each.page === null ? null : <a href={each.page}>{say('menuDevices')}</a>}
          </li>
        ))}
      </ul>
      {alerts.length === 0 ? <p className="second">{sayLive('alertsNone')}</p> : null}
    </section>
  );
}
