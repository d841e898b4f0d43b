import type { ReactNode } from 'react';
import type { Settings } from '../../common/protocol/catalogue.ts';
import { ROLES } from '../../common/protocol/primitives.ts';
import { NumberInput, Tick } from '../parts/inputs.tsx';
import { sayRole, saySecurity } from '../words.ts';

const REDIRECT_WORDS = { none: 'redirectNone', staff: 'redirectStaff', all: 'redirectAll' } as const;
const REDIRECTS = ['none', 'staff', 'all'] as const;

/** Encryption of pages, keys of devices and the end of idle sessions. */
export function SecuritySettings({ settings }: { settings: Settings }): ReactNode {
  return (
    <>
      <label className="whole">
        {saySecurity('redirect')}
        <select name="httpsRedirect" defaultValue={settings.httpsRedirect}>
          {REDIRECTS.map((each) => (
            <option key={each} value={each}>
              {saySecurity(REDIRECT_WORDS[each])}
            </option>
          ))}
        </select>
        <span className="second">{saySecurity('redirectWarning')}</span>
      </label>
      {ROLES.map((role) => (
        <NumberInput
          key={role}
          label={saySecurity('idleOf', { role: sayRole(role) })}
          name={`idleMinutes-${role}`}
          value={settings.idleMinutes[role]}
          min={5}
          max={840}
        />
      ))}
      <Tick label={saySecurity('requireKeys')} name="requireDeviceKeys" value={settings.requireDeviceKeys} />
    </>
  );
}
