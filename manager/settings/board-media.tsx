import { type ReactNode, useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { sendFile } from '../../common/client/send-file.ts';
import { formatNumber } from '../../common/client/staff-format.ts';
import type { KeptMedia, MediaShelf } from '../../common/protocol/board-media.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { FileChoice } from '../parts/file-choice.tsx';
import { Missing } from '../parts/states.tsx';
import { sayImport, sayRefusal, saySetting } from '../words.ts';
import { MediaRow } from './media-row.tsx';
import './board-media.css';

const ACCEPTED = 'image/jpeg,image/png,image/webp,video/mp4,video/webm';
/** The hall takes no larger file; said before it is sent. */
const MOST_MB = 300;

const LEFT_WORDS = {
  unknown_type: 'mediaUnknown',
  not_what_it_says: 'mediaNotWhat',
  too_large: 'mediaTooLarge',
  too_many: 'mediaTooMany',
} as const satisfies Readonly<Record<MediaShelf['left'][number]['fault'], string>>;

interface Told {
  readonly bad: boolean;
  readonly text: string;
  /** The file that was removed just now, and can be put back. */
  readonly removed?: string;
}

/** Pictures and silent videos of the boards: added, dated, put into order, removed and put back. */
export function BoardMediaFiles(): ReactNode {
  const read = useRead('GET /media/shelf');
  const [told, setTold] = useState<Told | null>(null);
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const sender = useRef<AbortController | null>(null);
  if (read.value === null) return <Missing read={read} />;
  const { files, left, removed } = read.value;

  const add = async (file: File) => {
    setTold(null);
    if (file.size > MOST_MB * 1024 * 1024) {
      setTold({ bad: true, text: saySetting('mediaTooBig', { n: MOST_MB }) });
      return;
    }
    const name = file.name.normalize('NFC').replace(/^\.+/, '').slice(-120);
    const control = new AbortController();
    sender.current = control;
    const onShare = (share: number) => setSending({ name, share });
    onShare(0);
    const sent = await sendFile('POST /media', { query: { name } }, file, onShare, control.signal);
    setSending(null);
    if (sent.ok) setTold({ bad: false, text: saySetting('mediaAdded', { name: sent.value.name }) });
    else if (!control.signal.aborted)
      setTold({ bad: true, text: sent.code === 'offline' ? sayImport('fileGone') : sayRefusal(sent.code) });
    read.again();
  };
  const settle = async (answer: Promise<{ ok: boolean; code?: string }>, good: Told | null) => {
    const { ok } = await answer;
    setTold(ok ? good : { bad: true, text: saySetting('mediaGone') });
    read.again();
  };
  const move = (at: number, by: number) => {
    const names = files.map(({ name }) => name);
    const [moved] = names.splice(at, 1);
    if (moved === undefined) return;
    names.splice(at + by, 0, moved);
    void settle(api('PUT /media/order', { body: { names } }), null);
  };
  const remove = ({ name }: KeptMedia) =>
    settle(api('DELETE /media/:name', { params: { name } }), {
      bad: false,
      text: saySetting('mediaRemoved', { name }),
      removed: name,
    });
  const restore = (name: string) =>
    settle(api('POST /media/:name/restore', { params: { name } }), {
      bad: false,
      text: saySetting('mediaRestored', { name }),
    });

  return (
    <section className="card-section board-media">
      <h2>{saySetting('chapterMedia')}</h2>
      <p className="second">{saySetting('mediaHint')}</p>
      {sending === null ? (
        <FileChoice
          accept={ACCEPTED}
          choose={saySetting('mediaChoose')}
          drop={saySetting('mediaDrop')}
          onFile={(file) => void add(file)}
        />
      ) : (
        <div className="waiting-list">
          <p role="status">{saySetting('mediaSending', { name: sending.name })}</p>
          <progress aria-label={sending.name} value={sending.share} max={1} />
          <button type="button" className="act start" onClick={() => sender.current?.abort()}>
            {sayImport('stop')}
          </button>
        </div>
      )}
      <p className={told?.bad ? 'problem' : 'good'} role="status">
        {told?.text}{' '}
        {told?.removed === undefined ? null : (
          <button type="button" className="quiet" onClick={() => void restore(told.removed ?? '')}>
            {saySetting('mediaRestore')}
          </button>
        )}
      </p>
      {files.length === 0 ? <p>{saySetting('mediaNone')}</p> : null}
      <ol className="media-rows">
        {files.map((file, at) => (
          <MediaRow
            key={file.name}
            file={file}
            isFirst={at === 0}
            isLast={at === files.length - 1}
            onMove={(by) => move(at, by)}
            onDates={(dates) =>
              void settle(api('PUT /media/:name/dates', { params: { name: file.name }, body: dates }), {
                bad: false,
                text: saySetting('mediaDated', { name: file.name }),
              })
            }
            onRemove={() => void remove(file)}
          />
        ))}
      </ol>
      {left.length === 0 ? null : (
        <>
          <h3>{saySetting('mediaLeft', { n: formatNumber(left.length) })}</h3>
          <ul>
            {left.map(({ name, fault }) => (
              <li key={name}>
                {name}: {saySetting(LEFT_WORDS[fault])}
              </li>
            ))}
          </ul>
        </>
      )}
      {removed.length === 0 ? null : (
        <>
          <h3>{saySetting('mediaRemovedTitle')}</h3>
          <ul>
            {removed.map((name) => (
              <li key={name}>
                {name}{' '}
                <button type="button" className="quiet" onClick={() => void restore(name)}>
                  {saySetting('mediaRestore')}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
