import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { ListedVoicePack } from '../../common/protocol/rest/voices.ts';
import { Editor } from '../parts/editor.tsx';
import { TextInput } from '../parts/inputs.tsx';
import { sayRefusal, sayVoice } from '../words.ts';
import { sayLanguage, sayLength } from './pack-words.ts';
import { WhereSpoken } from './where-spoken.tsx';

type Told = (text: string, bad?: boolean) => void;

interface PackTableProps {
  readonly packs: readonly ListedVoicePack[];
  readonly isAdmin: boolean;
  readonly onOpen: (id: string) => void;
  readonly onTold: Told;
}

/** The hall's packs: what each holds, where it speaks, and what can be done with it. */
export function PackTable({ packs, isAdmin, onOpen, onTold }: PackTableProps): ReactNode {
  const [renaming, setRenaming] = useState<ListedVoicePack | null>(null);
  const drop = async ({ id, name }: ListedVoicePack) => {
    const done = await api('DELETE /voice-packs/:id', { params: { id } });
    onTold(done.ok ? sayVoice('removed', { name }) : sayRefusal(done.code), !done.ok);
  };
  return (
    <>
      <div className="wide">
        <table className="voice-packs">
          <thead>
            <tr>
              <th scope="col">{sayVoice('name')}</th>
              <th scope="col">{sayVoice('language')}</th>
              <th scope="col">{sayVoice('recordedOf')}</th>
              <th scope="col">{sayVoice('speaksAt')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {packs.map((pack) => (
              <tr key={pack.id}>
                <th scope="row">{pack.name}</th>
                <td>{sayLanguage(pack.language)}</td>
                <td>{sayVoice('sentences', { n: pack.clips, length: sayLength(pack.seconds) })}</td>
                <td>
                  <WhereSpoken pack={pack} isAdmin={isAdmin} onTold={onTold} />
                </td>
                <td className="row-acts">
                  <button type="button" className="act" onClick={() => onOpen(pack.id)}>
                    {sayVoice('continue')}
                  </button>
                  <button type="button" className="quiet" onClick={() => setRenaming(pack)}>
                    {sayVoice('rename')}
                  </button>
                  <a className="quiet" href={`/api/v1/voice-packs/${pack.id}/export`} download>
                    {sayVoice('export')}
                  </a>
                  <button type="button" className="quiet danger" onClick={() => void drop(pack)}>
                    {sayVoice('remove')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {renaming === null ? null : (
        <Editor
          title={sayVoice('rename')}
          onClose={() => setRenaming(null)}
          onSave={async (given) => {
            const name = given.text('name');
            const done = await api('PUT /voice-packs/:id', { params: { id: renaming.id }, body: { name } });
            if (!done.ok) return sayRefusal(done.code);
            onTold('');
            return null;
          }}
        >
          <TextInput label={sayVoice('name')} name="name" value={renaming.name} max={80} required wide />
        </Editor>
      )}
    </>
  );
}

/** Packs that were deleted and can be taken back. */
export function DroppedPacks({
  packs,
  onTold,
}: {
  packs: readonly ListedVoicePack[];
  onTold: Told;
}): ReactNode {
  const restore = async ({ id, name }: ListedVoicePack) => {
    const done = await api('POST /voice-packs/:id/restore', { params: { id } });
    onTold(done.ok ? sayVoice('restored', { name }) : sayRefusal(done.code), !done.ok);
  };
  return (
    <section className="section" aria-label={sayVoice('deleted')}>
      <h2>{sayVoice('deleted')}</h2>
      <ul className="dropped-packs">
        {packs.map((pack) => (
          <li key={pack.id}>
            <span>
              {pack.name} · {sayVoice('sentences', { n: pack.clips, length: sayLength(pack.seconds) })}
            </span>
            <button type="button" className="quiet" onClick={() => void restore(pack)}>
              {sayVoice('restore')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
