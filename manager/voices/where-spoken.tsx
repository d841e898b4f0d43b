import type { ReactNode } from 'react';
import { api } from '../../common/client/api.ts';
import type { Settings } from '../../common/protocol/catalogue.ts';
import type { ListedVoicePack } from '../../common/protocol/rest/voices.ts';
import { WHOLE_HALL } from '../../common/protocol/stage.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { sayRefusal, sayVoice } from '../words.ts';

type Known = Pick<Settings, 'voices' | 'zones'>;

const sayZone = (zone: string, { zones }: Known): string =>
  zone === WHOLE_HALL
    ? sayVoice('wholeHall')
    : sayVoice('zoneOf', { name: zones.find((each) => each.code === zone)?.name ?? zone });

/** Where a pack speaks: an administrator ticks the whole hall or zones of screens, others read it. */
export function WhereSpoken({
  pack,
  isAdmin,
  onTold,
}: {
  pack: ListedVoicePack;
  isAdmin: boolean;
  onTold: (text: string, bad?: boolean) => void;
}): ReactNode {
  const read = useRead(isAdmin ? 'GET /settings' : null);
  if (!isAdmin) return <span className="second">{sayVoice('onlyAdmin')}</span>;
  if (read.value === null) return <span className="second">{read.problem}</span>;
  const { settings } = read.value;
  const zones = [WHOLE_HALL, ...settings.zones.map(({ code }) => code)];
  const speaks = (zone: string) =>
    settings.voices.some((each) => each.zone === zone && each.pack === pack.id);
  const set = async (zone: string, on: boolean) => {
    const others = settings.voices.filter((each) => each.zone !== zone || each.pack !== pack.id);
    const voices = on ? [{ zone, pack: pack.id }, ...others] : others;
    const done = await api('PUT /settings', { body: { voices } });
    read.again();
    const word = on ? 'spoken' : 'silent';
    onTold(done.ok ? sayVoice(word, { name: pack.name }) : sayRefusal(done.code), !done.ok);
  };
  return (
    <fieldset className="where-spoken">
      <legend className="visually-hidden">{`${sayVoice('speaksAt')}: ${pack.name}`}</legend>
      {zones.map((zone) => (
        <label key={zone} className="tick">
          <input
            type="checkbox"
            checked={speaks(zone)}
            onChange={(event) => void set(zone, event.target.checked)}
          />
          {sayZone(zone, settings)}
        </label>
      ))}
    </fieldset>
  );
}
