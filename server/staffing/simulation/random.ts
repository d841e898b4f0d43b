/** Uniform in (0, 1), never 0 and never 1: a logarithm may be taken of it. */
export type Random = () => number;

const STEPS = 4_294_967_296;

/** Spreads a seed over 32 bits; neighbouring seeds share nothing afterwards. Source: splitmix32. */
function spreader(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/**
 * Chance from a seed: the same seed and stream tell the same story on every machine. Streams of one seed are
 * independent, so that each field can have its own and none is disturbed by what another draws.
 * @param seed any whole number
 * @param stream number of the stream, 0 upwards
 *   Source: Doty-Humphrey's sfc32 (PractRand), 32 bits a draw, period above 2^64 on average.
 */
export function seededRandom(seed: number, stream = 0): Random {
  const spread = spreader(seed);
  const streamSpread = spreader(stream ^ 0x5bd1e995);
  let a = spread() ^ streamSpread();
  let b = spread() ^ streamSpread();
  let c = spread() ^ streamSpread();
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return ((sum >>> 0) + 0.5) / STEPS;
  };
  // The first draws still show the seed.
  for (let i = 0; i < 16; i++) next();
  return next;
}
