import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { sourcesUnder, textOf } from './house-files.ts';

const pureDateMembers = new Set(['UTC', 'parse', 'prototype']);

/**
 * Finds what the linter's pattern cannot: a clock or dice reached by another name, such as
 * `const { now } = Date` or `const dice = Math`. A date made from an instant is pure and passes.
 */
function impurities(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: string[] = [];
  const report = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${path}:${line + 1} ${what}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !namesAMember(node)) {
      if (node.text === 'Date' && !isPureDate(node)) report(node, 'reads the clock');
      if (node.text === 'Math' && !isPureMath(node)) report(node, 'throws dice');
    }
    if (ts.isMetaProperty(node)) report(node, 'asks where it lies');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const namesAMember = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  ts.isPropertyAssignment(node.parent) ||
  ts.isPropertySignature(node.parent);

function isPureDate(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isTypeReferenceNode(parent)) return true;
  if (ts.isNewExpression(parent)) return (parent.arguments?.length ?? 0) > 0;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  return ts.isPropertyAccessExpression(parent) && pureDateMembers.has(parent.name.text);
}

const isPureMath = (node: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(node.parent) && node.parent.name.text !== 'random';

describe('the pure core has no clock and no dice', () => {
  test.each(['server/domain', 'server/staffing'])('%s takes time and chance as arguments', (folder) => {
    expect(sourcesUnder(folder).flatMap((path) => impurities(path, textOf(path)))).toEqual([]);
  });

  test.each([
    'Date.now()',
    'new Date()',
    'Date()',
    'const { now } = Date;',
    'const clock = Date;',
    'Math.random()',
    'const dice = Math;',
    "Math['random']()",
    'import.meta.url',
  ])('a way around is seen: %s', (text) => {
    expect(impurities('server/domain/a.ts', text)).toHaveLength(1);
  });

  test.each([
    'new Date(issuedAtMs).getUTCDay()',
    'Date.UTC(2026, 0, 1)',
    'Math.max(1, 2)',
    'const at: Date = day.Date;',
  ])('pure arithmetic passes: %s', (text) => {
    expect(impurities('server/domain/a.ts', text)).toEqual([]);
  });
});
