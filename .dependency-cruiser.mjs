import { walls } from './scripts/lint/walls.mjs';

const escaped = (path) => path.replace(/[.]/g, '\\.');
/** A pattern for the files of these rooms, or a file itself. */
const within = (paths) => `^(?:${paths.map((path) => `${escaped(path)}(?:/|$)`).join('|')})`;
const packages = '(?:^|/)node_modules/|^node:';

/** The rules that one wall amounts to. */
function rulesOf({ room, may, mayNot, packages: allowed, browser, why }) {
  const rule = (what, to) => ({
    name: `${room}: ${what}`,
    comment: why,
    severity: 'error',
    from: { path: within([room]) },
    to,
  });
  return [
    ...(may ? [rule('rooms', { dependencyTypes: ['local'], pathNot: [within(may), packages] })] : []),
    ...(mayNot ? [rule('rooms', { path: within(mayNot) })] : []),
    ...(allowed
      ? [
          rule('packages', {
            dependencyTypesNot: ['local', 'core'],
            ...(allowed.length > 0
              ? { pathNot: `(?:^|/)node_modules/(?:${allowed.map(escaped).join('|')})/` }
              : {}),
          }),
        ]
      : []),
    ...(browser ? [rule('node', { dependencyTypes: ['core'] })] : []),
  ];
}

/** The walls of scripts/lint/walls.mjs as rules of the linter of imports. */
export default {
  forbidden: walls.flatMap(rulesOf),
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^tests/house/fixtures/' },
  },
};
