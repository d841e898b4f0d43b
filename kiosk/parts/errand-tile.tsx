import { FieldIcon } from '../../common/ui/field-icons.tsx';
import { Glyph } from '../../common/ui/glyphs.tsx';
import type { Availability } from '../availability.ts';

interface ErrandTileProps {
  readonly icon: string;
  readonly name: string;
  readonly under: string;
  /** What is said of its field; null: it leads to a list, where each says its own. */
  readonly available: Availability | null;
  readonly onTap: () => void;
}

const SIGNS = { waiting: 'people', closed: 'clock', unserved: 'warning' } as const;

/** Something to choose: drawing, name, one line below, and people waiting or why it is closed. */
export function ErrandTile({ icon, name, under, available, onTap }: ErrandTileProps) {
  const open = available?.open !== false;
  return (
    <button
      type="button"
      className="tile"
      aria-disabled={!open}
      onClick={() => {
        if (open) onTap();
      }}
    >
      <FieldIcon name={icon} size="var(--tile-icon)" />
      <span className="tile-words">
        <span className="tile-name">{name}</span>
        {under === '' ? null : <span className="tile-everyday">{under}</span>}
        {available === null ? null : (
          <span className={available.kind === 'waiting' ? 'tile-waiting' : 'tile-closed'}>
            <Glyph name={SIGNS[available.kind]} size="1.2em" />
            {available.words}
          </span>
        )}
      </span>
    </button>
  );
}
