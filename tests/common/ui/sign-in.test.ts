import { expect, test } from 'vitest';
import { whyNot } from '../../../common/ui/sign-in.tsx';

test('a held sign-in says for how many minutes, rounded up; without a time it says to wait', () => {
  expect(whyNot('throttled', { retryAfterSeconds: 61 })).toMatch(/đợi 2 phút/);
  expect(whyNot('throttled', { retryAfterSeconds: 5 })).toMatch(/đợi 1 phút/);
  expect(whyNot('throttled', undefined)).toBe('Thao tác quá nhanh. Xin đợi một lát rồi thử lại.');
});

test('a wrong name, a wrong password and a name that cannot be are one sentence', () => {
  expect(whyNot('unauthenticated', undefined)).toBe(whyNot('invalid_input', { issues: [] }));
  expect(whyNot('offline', undefined)).not.toBe(whyNot('unauthenticated', undefined));
});
