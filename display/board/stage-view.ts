import { recordsOf } from '../../common/client/selectors.ts';
import { type StageAct, type StagedCall, type StageRecord, WHOLE_HALL } from '../../common/protocol/stage.ts';
import type { ViewRecord } from '../../common/protocol/views.ts';

type Records = { readonly records: ReadonlyMap<string, ViewRecord> };
type Place = { readonly zone: string | null; readonly counter: string | null };

/** The stage that a screen shows: that of its zone, or of the whole hall where the zone is unknown. */
export function stageOf(view: Records, zone: string | null): StageRecord | undefined {
  const stages = recordsOf(view, 'stage');
  const named = stages.find((stage) => stage.zone === (zone ?? WHOLE_HALL));
  return named ?? stages.find((stage) => stage.zone === WHOLE_HALL);
}

/** What a screen announces now; the panel above a counter takes part only in announcements of its own calls. */
export function actFor(view: Records, { zone, counter }: Place): StageAct | null {
  const act = stageOf(view, zone)?.act ?? null;
  if (act === null || counter === null) return act;
  const own = <T>(list: readonly T[]): T[] => list.filter((_, at) => act.calls[at]?.counter === counter);
  const calls = own(act.calls);
  const spoken = act.spoken.map((reading) => ({ ...reading, calls: own(reading.calls) }));
  return calls.length === 0 ? null : { ...act, calls, spoken };
}

/** Whether an announcement is under way at this moment of the hall's clock. */
export function isUnderWay(act: StageAct | null, nowMs: number): act is StageAct {
  return act !== null && nowMs < Date.parse(act.endsAt);
}

/** The call of an announcement whose words are being spoken at this moment; the first until the chime is over. */
export function spokenNow(act: StageAct, nowMs: number): StagedCall | undefined {
  const intoMs = nowMs - Date.parse(act.startsAt);
  const cues = act.cuesMs.flatMap((reading) => reading.map((cueMs, at) => ({ cueMs, at })));
  const reached = cues.filter(({ cueMs }) => cueMs <= intoMs).at(-1);
  return act.calls[reached?.at ?? 0];
}

/** Whether a screen of a zone shows this counter. */
export function showsCounter(stage: StageRecord | undefined, counter: string): boolean {
  return stage?.counters?.includes(counter) ?? true;
}
