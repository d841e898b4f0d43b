import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const units = [...readFileSync('docs/install.md', 'utf8').matchAll(/```\n(\[Unit\][^`]*)```/g)].map(
  ([, unit]) => unit ?? '',
);

test('every unit file of the installation names its limits of memory, tasks and descriptors', () => {
  expect(units.length).toBeGreaterThanOrEqual(2);
  for (const unit of units)
    for (const limit of [/^MemoryMax=\d+[MG]$/m, /^TasksMax=\d+$/m, /^LimitNOFILE=\d+$/m])
      expect(unit).toMatch(limit);
});
