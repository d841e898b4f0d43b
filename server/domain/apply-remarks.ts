import type { HallEvent } from './events.ts';
import type { HallState, KnownRemark } from './state.ts';

type RemarkEvent = Extract<HallEvent, { type: 'remark:made' | 'remark:withdrawn' | 'remark:settled' }>;

function remarkOf(state: HallState, id: string): KnownRemark {
  const remark = state.remarks.get(id);
  if (!remark) throw new Error(`log speaks of remark ${id}, which was never made`);
  return remark;
}

/** Brings an event of a remark into the state: who made it and where it stands; its words are in the read table. */
export function applyRemark(state: HallState, event: RemarkEvent): void {
  switch (event.type) {
    case 'remark:made':
      state.remarks.set(event.remarkId, { officer: event.officer, state: 'open' });
      return;
    case 'remark:withdrawn':
      remarkOf(state, event.remarkId).state = 'withdrawn';
      return;
    case 'remark:settled':
      remarkOf(state, event.remarkId).state = event.state;
      return;
  }
}
