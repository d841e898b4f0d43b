import { expect, test } from 'vitest';
import { areaOf } from '../../scripts/mutate/areas.mjs';
import { livingTable, scoreOf } from '../../scripts/mutate/score.mjs';

const at = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 9 } });
const report = {
  files: {
    'server/domain/b.ts': {
      source: 'first\nif (late) return;\n',
      mutants: [
        {
          id: '1',
          status: 'Survived',
          mutatorName: 'ConditionalExpression',
          replacement: 'false',
          location: at(2),
        },
        { id: '2', status: 'Killed', mutatorName: 'BooleanLiteral', location: at(1) },
        { id: '3', status: 'Timeout', mutatorName: 'BooleanLiteral', location: at(1) },
        { id: '4', status: 'CompileError', mutatorName: 'BooleanLiteral', location: at(1) },
      ],
    },
    'server/domain/a.ts': {
      source: 'const n = 1;\n',
      mutants: [
        { id: '5', status: 'NoCoverage', mutatorName: 'StringLiteral', replacement: '""', location: at(1) },
      ],
    },
  },
};

test('the score counts what the tests noticed among the mutants that run, uncovered ones included', () => {
  expect(scoreOf(report)).toEqual({ killed: 2, valid: 4, share: 0.5 });
});

test('the living are listed by file and line with what was changed', () => {
  expect(livingTable(report)).toBe(
    'server/domain/a.ts:1\tNoCoverage\tStringLiteral\tconst n = 1;\t→\t""\n' +
      'server/domain/b.ts:2\tSurvived\tConditionalExpression\tif (late) return;\t→\tfalse\n',
  );
});

test('a file belongs to the area that mutates it, and migrations to none', () => {
  expect(areaOf('server/storage/verify.ts')).toBe('storage');
  expect(areaOf('server/storage/migrations/index.ts')).toBeUndefined();
  expect(areaOf('docs/glossary.md')).toBeUndefined();
});
