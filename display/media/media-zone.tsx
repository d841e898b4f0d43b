import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { type ApiResult, api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import type { Settings } from '../../common/protocol/catalogue.ts';
import { type MediaTurn, noticesOf, turnsOf } from './procedure-notices.ts';
import './media-zone.css';

/** A picture or a notice stands so long; a video as long as it runs, at most VIDEO_MS. */
const STILL_MS = 12_000;
const VIDEO_MS = 5 * 60_000;
const LOOK_AGAIN_MS = 60_000;

type Headers = Readonly<Record<string, string>>;
const readMedia = (headers: Headers) => api('GET /media', { headers });
const readProcedures = (headers: Headers) => api('GET /procedures', { headers });

/** What the hall wishes to show beside its calls: nothing while it is off. */
export function useMediaTurns(
  connection: HallConnection,
  wish: Settings['boardMedia'],
): readonly MediaTurn[] {
  const both = wish === 'both';
  const media = useLooks(connection, both || wish === 'files' ? readMedia : null);
  const listed = useLooks(connection, both || wish === 'notices' ? readProcedures : null);
  return useMemo(() => turnsOf(media?.files ?? [], noticesOf(listed?.procedures ?? [])), [media, listed]);
}

/** An answer of the hall, looked at once a minute; null without `read`. What was known stays through a lost line. */
function useLooks<Answer>(
  connection: HallConnection,
  read: ((headers: Headers) => Promise<ApiResult<Answer>>) | null,
): Answer | null {
  const [kept, setKept] = useState<Answer | null>(null);
  useEffect(() => {
    if (read === null) {
      setKept(null);
      return;
    }
    let gone = false;
    let before = '';
    const look = async () => {
      const token = connection.getToken();
      const answer = await read(token === null ? {} : { authorization: `Bearer ${token}` });
      if (gone || !answer.ok) return;
      const now = JSON.stringify(answer.value);
      if (now !== before) setKept(answer.value);
      before = now;
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [connection, read]);
  return kept;
}

/** One thing after another, round and round; a file that cannot be shown is passed over. */
export function MediaZone({ turns }: { turns: readonly MediaTurn[] }): ReactNode {
  // Begun by the clock: a hall that calls every minute would else see the first turn alone.
  const [at, setAt] = useState(() => Math.floor(Date.now() / STILL_MS));
  const turn = turns[at % Math.max(1, turns.length)];
  const next = () => setAt((before) => before + 1);
  useEffect(() => {
    const stays = turns[at % Math.max(1, turns.length)]?.kind === 'video' ? VIDEO_MS : STILL_MS;
    const timer = setTimeout(() => setAt(at + 1), stays);
    return () => clearTimeout(timer);
  }, [at, turns]);
  if (turn === undefined) return null;
  if (turn.kind === 'notice')
    return (
      <section className="media media-notice" data-media={turn.notice.code}>
        <h2>{turn.notice.name}</h2>
        <dl>
          {turn.notice.facts.map(([what, text]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
    );
  const address = `/media/${encodeURIComponent(turn.name)}?${turn.stamp}`;
  return (
    <div className="media" data-media={turn.name}>
      {turn.kind === 'image' ? (
        <img src={address} alt="" onError={next} />
      ) : (
        // Silent by rule: the hall's voice is the only sound. Nothing is said in it that a caption would have to tell.
        <video key={at} src={address} autoPlay muted playsInline onEnded={next} onError={next} />
      )}
    </div>
  );
}
