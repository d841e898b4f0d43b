import { type ReactNode, useState } from 'react';
import type { Settings } from '../../common/protocol/catalogue.ts';
import { isLanAddress } from '../../common/protocol/lan-address.ts';
import { LinesInput, TextInput, Tick } from '../parts/inputs.tsx';
import { saySetting } from '../words.ts';

/** How a citizen's phone reaches the page of a ticket, and how it is told of the turn. */
export function PhoneSettings({ settings }: { settings: Settings }): ReactNode {
  const [address, setAddress] = useState(settings.trackingBaseUrl);
  const [wifi, setWifi] = useState(settings.wifiName);
  const isLan = isLanAddress(address);
  return (
    <>
      <label className="whole">
        {saySetting('phoneAddress')}
        <input
          name="trackingBaseUrl"
          value={address}
          maxLength={200}
          autoComplete="off"
          placeholder={saySetting('phoneAddressHint')}
          pattern="https?://[^\s\/]+\/?"
          onChange={(event) => setAddress(event.target.value)}
        />
      </label>
      <p className={isLan && wifi === '' ? 'care whole' : 'second whole'} role="status">
        {saySetting(isLan ? (wifi === '' ? 'phoneLanNoWifi' : 'phoneLan') : 'phoneAnywhere')}
      </p>
      <label>
        {saySetting('wifiName')}
        <input
          name="wifiName"
          value={wifi}
          maxLength={32}
          autoComplete="off"
          onChange={(event) => setWifi(event.target.value)}
        />
      </label>
      <TextInput
        label={saySetting('wifiPassword')}
        name="wifiPassword"
        value={settings.wifiPassword}
        max={63}
      />
      <Tick label={saySetting('webPush')} name="webPush" value={settings.webPush} />
      <p className="second whole">{saySetting('webPushHint')}</p>
      <LinesInput label={saySetting('pushOrigins')} name="pushOrigins" value={settings.pushOrigins} />
    </>
  );
}
