import type { ReactNode } from 'react';
import type { Settings } from '../../common/protocol/catalogue.ts';
import { LinesInput, NumberInput, Tick } from '../parts/inputs.tsx';
import { say } from '../words.ts';

/** Who may reach the hall by which name, where printers stand, and how fast one kiosk draws. */
export function NetworkSettings({ settings }: { settings: Settings }): ReactNode {
  return (
    <>
      <LinesInput label={say('allowedHosts')} name="allowedHosts" value={settings.allowedHosts} />
      <LinesInput label={say('printerNetworks')} name="printerNetworks" value={settings.printerNetworks} />
      <LinesInput label={say('linkNetworks')} name="linkNetworks" value={settings.linkNetworks} />
      <LinesInput label={say('embedOrigins')} name="embedOrigins" value={settings.embedOrigins} />
      <Tick label={say('dossierFiles')} name="dossierFiles" value={settings.dossierFiles} />
      <NumberInput
        label={say('kioskTicketsPerMinute')}
        name="kioskTicketsPerMinute"
        value={settings.kioskTicketsPerMinute}
        min={1}
        max={600}
      />
      <NumberInput
        label={say('kioskBurst')}
        name="kioskBurst"
        value={settings.kioskBurst}
        min={1}
        max={200}
      />
      <Tick label={say('pairLocalBrowsers')} name="pairLocalBrowsers" value={settings.pairLocalBrowsers} />
    </>
  );
}
