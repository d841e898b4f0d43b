import { matchesGlob } from 'node:path';

const unit = (...folders) => folders.map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`);

/**
 * Areas of mutation testing: which sources are mutated, by which tests they are held, and the share in per cent
 * that those must notice. Browser and process tests take no part: a mutant would wait minutes for them.
 */
export const areas = {
  domain: {
    mutate: ['server/domain/**/*.ts'],
    tests: unit('domain', 'pains', 'contract', 'integration'),
    goal: 85,
  },
  storage: {
    mutate: ['server/storage/**/*.ts', '!server/storage/migrations/**'],
    tests: unit('storage', 'contract', 'import', 'reports', 'integration'),
    goal: 85,
  },
  edges: {
    mutate: ['server/edges/**/*.ts'],
    tests: unit('roles', 'perimeter', 'integration', 'pains', 'fuzz'),
    goal: 85,
  },
  hall: {
    mutate: ['server/hall/**/*.ts'],
    tests: unit('hall', 'contract', 'domain', 'integration', 'pains'),
    goal: 80,
  },
  reports: { mutate: ['server/reports/**/*.ts'], tests: unit('reports', 'integration'), goal: 80 },
  staffing: { mutate: ['server/staffing/**/*.ts'], tests: unit('staffing'), goal: 85 },
  printers: { mutate: ['hardware/printers/**/*.ts'], tests: unit('hardware'), goal: 80 },
  kiosk: { mutate: ['kiosk/**/*.ts'], tests: unit('kiosk', 'client'), goal: 80 },
  counter: { mutate: ['counter-client/**/*.ts'], tests: unit('counter-client', 'client'), goal: 80 },
};

/** Area of a source, or undefined where none mutates it. */
export function areaOf(file) {
  return Object.keys(areas).find((area) => {
    const [left, kept] = [true, false].map((out) =>
      areas[area].mutate.filter((glob) => glob.startsWith('!') === out),
    );
    return (
      kept.some((glob) => matchesGlob(file, glob)) && !left.some((glob) => matchesGlob(file, glob.slice(1)))
    );
  });
}
