import type { HealthCheck } from '../../common/protocol/rest/hall.ts';
import type { SetAside } from '../domain/state.ts';

/** So many events are named; `motcua verify` names all. */
const NAMED = 5;

/** Whether every event of the log counts. Those set aside are named, with what to do about them. */
export function recordHealth(setAside: readonly SetAside[]): HealthCheck {
  if (setAside.length === 0) return { ok: true };
  const named = setAside.slice(-NAMED).map(({ sequence, eventType }) => `${sequence} (${eventType})`);
  const more = setAside.length > NAMED ? `, … (${setAside.length})` : '';
  return {
    ok: false,
    code: 'events_set_aside',
    detail: `Sự kiện ${named.join(', ')}${more} trong sổ không áp dụng được nên được để riêng, không bị xoá và không tính vào số liệu: hãy chạy "motcua backup", rồi gửi bản sao kèm kết quả "motcua verify" cho đơn vị hỗ trợ.`,
  };
}
