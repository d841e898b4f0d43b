import { type ReactNode, useState } from 'react';
import { formatNumber } from '../../common/client/staff-format.ts';
import type { KeptMedia, MediaDates } from '../../common/protocol/board-media.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { sayCommon, saySetting } from '../words.ts';

const MEGABYTE = 1024 * 1024;

/** One file of the boards: what it looks like, when it is shown, its place. */
export function MediaRow({
  file,
  isFirst,
  isLast,
  onMove,
  onDates,
  onRemove,
}: {
  file: KeptMedia;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
  onDates: (dates: MediaDates) => void;
  onRemove: () => void;
}): ReactNode {
  const { name } = file;
  const [from, setFrom] = useState(file.from ?? '');
  const [to, setTo] = useState(file.to ?? '');
  const isChanged = from !== (file.from ?? '') || to !== (file.to ?? '');
  const isWrong = from !== '' && to !== '' && to < from;
  const address = `/media/${encodeURIComponent(name)}?${file.stamp}`;
  return (
    <li className={file.shown ? undefined : 'media-off'}>
      {file.kind === 'image' ? (
        <img src={address} alt="" loading="lazy" />
      ) : (
        <video src={address} muted controls preload="metadata" aria-label={name} />
      )}
      <div className="media-facts">
        <strong>{name}</strong>
        <span className="second">
          {saySetting('mediaSize', { n: formatNumber(Math.max(0.1, file.bytes / MEGABYTE), 1) })}
          {file.shown ? '' : ` · ${saySetting('mediaNotToday')}`}
        </span>
        <div className="media-days">
          <DayInput label={saySetting('mediaFrom')} value={from} onChange={setFrom} />
          <DayInput label={saySetting('mediaTo')} value={to} onChange={setTo} />
          {isChanged ? (
            <button
              type="button"
              className="act"
              disabled={isWrong}
              onClick={() => onDates({ from: from || null, to: to || null })}
            >
              {sayCommon('save')}
            </button>
          ) : null}
        </div>
        {isWrong ? (
          <p className="problem" role="alert">
            {saySetting('mediaDaysWrong')}
          </p>
        ) : null}
      </div>
      <div className="media-acts">
        <button
          type="button"
          className="quiet"
          disabled={isFirst}
          aria-label={saySetting('mediaEarlier', { name })}
          onClick={() => onMove(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          className="quiet"
          disabled={isLast}
          aria-label={saySetting('mediaLater', { name })}
          onClick={() => onMove(1)}
        >
          ↓
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={saySetting('mediaRemove', { name })}
          onClick={onRemove}
        >
          {sayCommon('remove')}
        </button>
      </div>
    </li>
  );
}
