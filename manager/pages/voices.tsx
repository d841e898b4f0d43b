import { type ReactNode, useState } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { useRead } from '../../common/ui/use-read.ts';
import type { ManagerPage } from '../page.ts';
import { FileChoice } from '../parts/file-choice.tsx';
import { Missing } from '../parts/states.tsx';
import { useAddressed } from '../parts/use-addressed.ts';
import { DroppedPacks, PackTable } from '../voices/pack-table.tsx';
import { StartPack } from '../voices/start-pack.tsx';
import { Studio } from '../voices/studio.tsx';
import { useImport } from '../voices/use-import.ts';
import { sayVoice } from '../words.ts';
import '../voices/voices.css';

function VoicesPage({ connection }: { connection: HallConnection }): ReactNode {
  const [open, setOpen] = useAddressed('pack', '');
  return open === '' ? (
    <PackList connection={connection} onOpen={setOpen} />
  ) : (
    <Studio key={open} id={open} connection={connection} onLeave={() => setOpen('')} />
  );
}

function PackList({
  connection,
  onOpen,
}: {
  connection: HallConnection;
  onOpen: (id: string) => void;
}): ReactNode {
  const { identity } = useHall(connection);
  const read = useRead('GET /voice-packs');
  const [starting, setStarting] = useState(false);
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const take = useImport((text, bad) => {
    setSaid({ bad, text });
    read.again();
  });
  if (read.value === null) return <Missing read={read} />;
  const packs = read.value.packs.filter((each) => each.droppedAt === null);
  const dropped = read.value.packs.filter((each) => each.droppedAt !== null);
  const tell = (text: string, bad = false) => {
    setSaid({ bad, text });
    read.again();
  };
  return (
    <>
      <p className="second">{sayVoice('hint')}</p>
      <div className="inline">
        <button type="button" className="act strong" onClick={() => setStarting(true)}>
          {sayVoice('start')}
        </button>
      </div>
      <p className={said?.bad ? 'problem undo' : 'good undo'} role="status">
        {said?.text}
      </p>
      {packs.length === 0 ? (
        <p className="empty">{sayVoice('empty')}</p>
      ) : (
        <PackTable
          packs={packs}
          isAdmin={identity.kind === 'user' && identity.role === 'admin'}
          onOpen={onOpen}
          onTold={tell}
        />
      )}
      {dropped.length === 0 ? null : <DroppedPacks packs={dropped} onTold={tell} />}
      <FileChoice
        accept=".zip,application/zip"
        choose={sayVoice('import')}
        drop={sayVoice('importDrop')}
        onFile={(file) => void take(file)}
      />
      {starting ? <StartPack onStarted={onOpen} onClose={() => setStarting(false)} /> : null}
    </>
  );
}

/** The studio in which the hall records its own voices. */
export const voicesPage: ManagerPage = {
  path: 'voices',
  menu: 'menuVoices',
  roles: ['admin', 'supervisor'],
  Page: VoicesPage,
};
