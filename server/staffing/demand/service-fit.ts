import type { ServiceTime } from '../simulation/service-time.ts';

/** How a field's service time is known. */
export interface ServiceFit {
  readonly service: ServiceTime;
  readonly meanMs: number;
  /** Squared coefficient of variation, c². */
  readonly scv: number;
  readonly count: number;
  /** Own measurements; own shrunk toward the hall's; the hall's alone; or worked out from calls and open counters. */
  readonly basis: 'measured' | 'shrunk' | 'hall' | 'next-call' | 'fitted-from-calls';
}

/** From so many services on a field's own measurements are drawn from as they are. */
const ENOUGH = 100;
/** Services' worth of the hall's spread that a field's starts from. */
const SPREAD_TRUST = 50;
/** Trust in the hall's mean when the record cannot tell how fields differ. */
const MEAN_TRUST = 10;
/** Spread assumed where nothing was measured: between the 1.26 and 2.85 seen in public call logs, and ours shorter. */
const ASSUMED_SCV = 1.3;

interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
}

function momentsOf(values: readonly number[]): Moments {
  const count = values.length;
  const mean = count === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, variance: count < 2 ? 0 : squares / (count - 1) };
}

/**
 * Service times of all fields from measured ones. Fields with many are used as measured; fields with few get a lognormal
 * whose mean and spread are shrunk toward the hall's, the mean by Bühlmann's credibility: as far as services of one
 * field differ more among themselves than fields do.
 * @param services measured services by field, ms, those too short to be one left out
 * @param assumedMs mean assumed for a hall without any service, ms
 *   Source: Bühlmann, Straub, Glaubwürdigkeit für Schadensätze, 1970.
 */
export function fitServices(services: readonly (readonly number[])[], assumedMs: number): ServiceFit[] {
  const fields = services.map(momentsOf);
  const hall = momentsOf(services.flat());
  const hallMean = hall.count > 0 ? hall.mean : assumedMs;
  let within = 0;
  let freedom = 0;
  let scvSum = 0;
  for (const { count, mean, variance } of fields) {
    if (count < 2 || mean <= 0) continue;
    within += variance * (count - 1);
    freedom += count - 1;
    scvSum += (variance / mean ** 2) * (count - 1);
  }
  const hallScv = freedom > 0 ? scvSum / freedom : ASSUMED_SCV;
  const trust = credibility(fields, hall, freedom > 0 ? within / freedom : 0);
  return services.map((values, at) => {
    const { count, mean, variance } = fields[at] as Moments;
    if (count >= ENOUGH)
      return {
        service: { kind: 'measured', valuesMs: values },
        meanMs: mean,
        scv: variance / mean ** 2,
        count,
        basis: 'measured',
      };
    const meanMs = (count * mean + trust * hallMean) / (count + trust);
    const ownScv = count >= 2 && mean > 0 ? variance / mean ** 2 : hallScv;
    const scv = Math.max(0.05, (count * ownScv + SPREAD_TRUST * hallScv) / (count + SPREAD_TRUST));
    return {
      service: { kind: 'lognormal', meanMs, scv },
      meanMs,
      scv,
      count,
      basis: count === 0 ? 'hall' : 'shrunk',
    };
  });
}

/** Services' worth of the hall's mean: variance within fields ÷ variance between them. */
function credibility(fields: readonly Moments[], hall: Moments, within: number): number {
  const known = fields.filter((field) => field.count > 0);
  if (known.length < 3 || within === 0) return MEAN_TRUST;
  const spread = known.reduce((sum, field) => sum + field.count * (field.mean - hall.mean) ** 2, 0);
  const squares = known.reduce((sum, field) => sum + field.count ** 2, 0);
  const between = (spread - (known.length - 1) * within) / (hall.count - squares / hall.count);
  // Fields that differ no more than chance: the hall's mean is everybody's.
  return between > 0 ? Math.min(1000, within / between) : 1000;
}

/** A call of a record that does not know when services ended. */
export interface RecordedCall {
  readonly issuedAtMs: number;
  readonly calledAtMs: number;
}

/** Open counters from a moment on, in order. */
export interface OpenCounters {
  readonly fromMs: number;
  readonly open: number;
}
