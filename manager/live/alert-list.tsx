import type { ReactNode } from 'react';
import { sayLive } from '../words.ts';
import type { Alert } from './alerts.ts';

/** So many stand open; the others are folded, so that the counters stay in sight. */
const SHOWN = 3;

/** What needs attention now; a screen reader hears what is new. */
export function AlertList({ alerts }: { alerts: readonly Alert[] }): ReactNode {
  const rest = alerts.slice(SHOWN);
  return (
    <section aria-labelledby="alerts-title" className="alerts">
      <h2 id="alerts-title" className="visually-hidden">
        {sayLive('alerts')}
      </h2>
      <ul aria-live="polite">{alerts.slice(0, SHOWN).map(item)}</ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>{sayLive('alertsMore', { n: rest.length })}</summary>
          <ul>{rest.map(item)}</ul>
        </details>
      )}
      {alerts.length === 0 ? <p className="second">{sayLive('alertsNone')}</p> : null}
    </section>
  );
}

function item({ id, text, page }: Alert): ReactNode {
  return (
    <li key={id} data-alert={id}>
      <span>{text}</span>
      {page === null ? null : (
        <a href={page} aria-label={`${sayLive('seePage')}: ${text}`}>
          {sayLive('seePage')}
        </a>
      )}
    </li>
  );
}
