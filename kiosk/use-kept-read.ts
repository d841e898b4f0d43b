import { useEffect, useState } from 'react';
import type { ApiResult } from '../common/client/api.ts';
import type { HallConnection } from '../common/client/hall-connection.ts';

const AGAIN_MS = 10 * 60_000;
const RETRY_MS = 5_000;

/**
 * Something the kiosk keeps beside its live view: read at start, when the catalogue changed (also by the turn of the day)
 * and after the server was started anew; every ten minutes in any case.
 * @param read asks for it; the same function at each drawing
 * @param changedAt the hall's mark of its last change
 */
export function useKeptRead<Answer>(
  connection: HallConnection,
  read: (headers: Readonly<Record<string, string>>) => Promise<ApiResult<Answer>>,
  boot: string | null,
  changedAt: number | string | null,
): Answer | null {
  const [kept, setKept] = useState<Answer | null>(null);
  useEffect(() => {
    if (boot === null || changedAt === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const look = async () => {
      const token = connection.getToken();
      const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
      const answer = await read(headers);
      if (gone) return;
      if (answer.ok) setKept(answer.value);
      timer = setTimeout(() => void look(), answer.ok ? AGAIN_MS : RETRY_MS);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [connection, read, boot, changedAt]);
  return kept;
}
