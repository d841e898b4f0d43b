import type { AnswerOf } from '../protocol/rest/call.ts';
import type { HallApi } from '../protocol/rest/hall-api.ts';
import { type AddressOf, type ApiResult, pathOf } from './api.ts';

type FileCall = 'POST /imports' | 'POST /media';

/**
 * Sends a file piece by piece from the disk, so that a large one does not fill the memory.
 * @param onShare is told the share that was sent, 0 to 1
 * Never rejects: refusals and a lost network come back as values.
 */
export function sendFile<Key extends FileCall>(
  key: Key,
  address: AddressOf<Key, HallApi[Key]>,
  file: Blob,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<ApiResult<AnswerOf<HallApi[Key]>>> {
  type Answer = AnswerOf<HallApi[Key]>;
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost = () => resolve({ ok: false, code: 'offline', message: 'not sent', status: 0 });
    request.open('POST', `/api/v1${pathOf(key.slice('POST '.length), address)}`);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => onShare(event.total === 0 ? 1 : event.loaded / event.total);
    request.onload = () => {
      const { status } = request;
      if (status >= 200 && status < 300)
        return resolve({ ok: true, value: request.response as Answer, status });
      const error = (
        request.response as { error?: Partial<Extract<ApiResult<Answer>, { ok: false }>> } | null
      )?.error;
      return resolve({ ok: false, code: error?.code ?? 'internal', message: error?.message ?? '', status });
    };
    request.onerror = lost;
    request.onabort = lost;
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
