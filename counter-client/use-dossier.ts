import { useEffect, useState } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import type { DossierLook } from '../common/protocol/dossiers.ts';

/** Where the dossier of the present ticket stands; null: it names none, or no answer came. */
export function useDossier(connection: HallConnection, code: string | null): DossierLook | null {
  const [found, setFound] = useState<DossierLook | null>(null);
  useEffect(() => {
    setFound(null);
    if (code === null) return;
    let isWanted = true;
    void connection.look(code).then((reply) => {
      if (isWanted && reply.ok) setFound(reply.dossier);
    });
    return () => {
      isWanted = false;
    };
  }, [connection, code]);
  return found;
}
