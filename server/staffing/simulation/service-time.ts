import type { Random } from './random.ts';

/** How long a citizen keeps an official, from the call to the end. Milliseconds; scv is c², variance ÷ mean². */
export type ServiceTime =
  | { readonly kind: 'constant'; readonly meanMs: number }
  | { readonly kind: 'exponential'; readonly meanMs: number }
  | { readonly kind: 'lognormal'; readonly meanMs: number; readonly scv: number }
  | { readonly kind: 'gamma'; readonly meanMs: number; readonly scv: number }
  /** Drawn again from measured services; at least one. */
  | { readonly kind: 'measured'; readonly valuesMs: ArrayLike<number> };

/** Exponential with mean 1. */
export function exponential(random: Random): number {
  return -Math.log(random());
}

/** Normal with mean 0 and deviation 1. Source: Box and Muller 1958. */
function normal(random: Random): number {
  return Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * random());
}

/** Gamma with mean 1. Source: Marsaglia and Tsang 2000. @param scv variance, above 0 */
export function gamma(random: Random, scv: number): number {
  const shape = 1 / scv;
  const raised = shape < 1 ? shape + 1 : shape;
  const d = raised - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v <= 0 || Math.log(random()) >= (x * x) / 2 + d - d * v + d * Math.log(v)) continue;
    const drawn = d * v * (shape < 1 ? random() ** (1 / shape) : 1);
    return drawn / shape;
  }
}

/**
 * A drawer of service times.
 * @returns a function that gives the next one, ms; throws RangeError for a distribution that cannot be, a bug of the
 *   caller: a mean below 0, a spread that is not above 0, no measured values.
 */
export function serviceDrawer(service: ServiceTime, random: Random): () => number {
  if (service.kind === 'measured') {
    const { valuesMs } = service;
    if (valuesMs.length === 0) throw new RangeError('no measured service to draw from');
    return () => valuesMs[Math.floor(random() * valuesMs.length)] ?? 0;
  }
  const { meanMs } = service;
  if (!(meanMs >= 0)) throw new RangeError(`a mean service of ${meanMs} ms`);
  switch (service.kind) {
    case 'constant':
      return () => meanMs;
    case 'exponential':
      return () => exponential(random) * meanMs;
    case 'lognormal': {
      const variance = Math.log(1 + spread(service.scv));
      const deviation = Math.sqrt(variance);
      return () => meanMs * Math.exp(deviation * normal(random) - variance / 2);
    }
    case 'gamma': {
      const scv = spread(service.scv);
      return () => meanMs * gamma(random, scv);
    }
  }
}

function spread(scv: number): number {
  if (!(scv > 0 && Number.isFinite(scv)))
    throw new RangeError(`a squared coefficient of variation of ${scv}`);
  return scv;
}
