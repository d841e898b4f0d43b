import { useEffect, useState } from 'react';
import { api } from '../common/client/api.ts';
import type { HallConnection } from '../common/client/hall-connection.ts';
import type { Procedure } from '../common/protocol/catalogue.ts';

const AGAIN_MS = 10 * 60_000;
const RETRY_MS = 5_000;

/**
 * The procedures offered: read at start, when they changed (also by the turn of the day) and after the server was
 * started anew; every ten minutes in any case. @param changedAt the hall's mark of their last change
 */
export function useProcedures(
  connection: HallConnection,
  boot: string | null,
  changedAt: number | null,
): readonly Procedure[] {
  const [procedures, setProcedures] = useState<readonly Procedure[]>([]);
  useEffect(() => {
    if (boot === null || changedAt === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const read = async () => {
      const token = connection.getToken();
      const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
      const answer = await api('GET /procedures', { headers });
      if (gone) return;
      if (answer.ok) setProcedures(answer.value.procedures.filter((procedure) => procedure.active));
      timer = setTimeout(() => void read(), answer.ok ? AGAIN_MS : RETRY_MS);
    };
    void read();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [connection, boot, changedAt]);
  return procedures;
}
