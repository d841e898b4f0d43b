import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { hubApi } from '../common/client/api.ts';
import { sayRefusal } from '../common/client/refusal-words.ts';
import type { ProvinceSettings } from '../common/protocol/hub.ts';
import { say } from './words.ts';

const LINES = [
  { key: 'superiorName', word: 'superiorName', required: false },
  { key: 'name', word: 'provinceName', required: true },
  { key: 'signerAuthority', word: 'signerAuthority', required: false },
  { key: 'signerTitle', word: 'signerTitle', required: false },
] as const;

/** What the province is called on its pages to sign, and who signs. */
export function SettingsPage(): ReactNode {
  const [settings, setSettings] = useState<ProvinceSettings | null>(null);
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  useEffect(() => {
    void hubApi('GET /settings').then((answer) => {
      if (answer.ok) setSettings(answer.value.settings);
      else setSaid({ bad: true, text: sayRefusal(answer.code) });
    });
  }, []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (settings === null) return;
    const answer = await hubApi('PUT /settings', { body: settings });
    setSaid(answer.ok ? { bad: false, text: say('saved') } : { bad: true, text: sayRefusal(answer.code) });
  };
  return (
    <>
      <h2>{say('settings')}</h2>
      <p className="second">{say('settingsHint')}</p>
      {settings === null ? null : (
        <form className="ask lines" onSubmit={(event) => void submit(event)}>
          {LINES.map(({ key, word, required }) => (
            <label key={key}>
              {say(word)}
              <input
                maxLength={120}
                required={required}
                value={settings[key]}
                onChange={(event) => setSettings({ ...settings, [key]: event.target.value })}
              />
            </label>
          ))}
          <button type="submit" className="main-act">
            {say('save')}
          </button>
        </form>
      )}
      {said === null ? null : (
        <p className={said.bad ? 'problem' : 'answer'} role="status">
          {said.text}
        </p>
      )}
    </>
  );
}
