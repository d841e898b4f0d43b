import { expect, test } from 'vitest';
import { actorChoices } from '../../manager/audit-actors.ts';

test('the log offers each name once: parts of the system together, people of one name by their accounts', () => {
  const system = (id: string) => ({ kind: 'system' as const, id, name: 'Hệ thống' });
  const person = (id: string, name: string) => ({ kind: 'user' as const, id, name });
  expect(
    actorChoices([
      system('hall'),
      person('lan', 'Nguyễn Thị Lan'),
      system('set-up'),
      person('lan2', 'Nguyễn Thị Lan'),
      system('day'),
      person('phu', 'Trần Văn Phú'),
    ]),
  ).toEqual([
    { ids: 'hall,set-up,day', name: 'Hệ thống' },
    { ids: 'lan', name: 'Nguyễn Thị Lan (lan)' },
    { ids: 'lan2', name: 'Nguyễn Thị Lan (lan2)' },
    { ids: 'phu', name: 'Trần Văn Phú' },
  ]);
});
