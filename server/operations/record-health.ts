import type { HealthCheck } from '../../common/protocol/rest/hall.ts';
import type { SetAside } from '../domain/state.ts';

/** So many events are named; `motcua verify` names all. */
const NAMED = 5;

/**
 * Whether every event of the log counts, or staff have seen to those that do not. Events set aside since are named, with
 * what to do about them.
 * @param seen sequence of the newest one that staff have acknowledged
 */
export function recordHealth(setAside: readonly SetAside[], seen = 0): HealthCheck {
  const fresh = setAside.filter(({ sequence }) => sequence > seen);
  if (fresh.length === 0)
    return setAside.length === 0 ? { ok: true } : { ok: true, code: 'events_set_aside_seen' };
  const named = fresh.slice(-NAMED).map(({ sequence, eventType }) => `${sequence} (${eventType})`);
  const more = fresh.length > NAMED ? `, … (${fresh.length})` : '';
  return {
    ok: false,
    code: 'events_set_aside',
    detail: `Sự kiện ${named.join(', ')}${more} trong sổ không áp dụng được nên được để riêng, không bị xoá và không tính vào số liệu: hãy chạy "motcua backup", rồi gửi bản sao kèm kết quả "motcua verify" cho đơn vị hỗ trợ.`,
  };
}
