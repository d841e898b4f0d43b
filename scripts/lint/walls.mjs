/** The walls of the house in one table, read by the linter of imports (.dependency-cruiser.mjs). */

const faces = ['kiosk', 'display', 'counter-client', 'manager', 'citizen', 'province'];
/** The rooms that have walls, from the top. */
export const rooms = [...faces, 'common', 'server', 'hardware'];

const shown = [...faces, 'common/ui', 'common/client'];
const above = ['server/edges', 'server/hub', 'server/cli', 'server/demo', 'server/main.ts'];

/**
 * Which rooms of the house an import may reach: `may` lists all it may, `mayNot` what it may not, `packages` the
 * only packages it may use, `browser` that it has no Node. A room within a room keeps to the walls of both.
 * @type {readonly Wall[]}
 */
export const walls = [
  ...faces.map((room) => ({
    room,
    may: [room, 'common'],
    browser: true,
    why: 'a front end imports common/ alone, never another room of the house',
  })),
  { room: 'common', may: ['common'], why: 'common/ is shared by every room and imports none of them' },
  ...['common/ui', 'common/client', 'common/i18n'].map((room) => ({
    room,
    browser: true,
    why: 'it runs in browsers',
  })),
  {
    room: 'common/protocol',
    may: ['common/protocol'],
    packages: ['zod'],
    browser: true,
    why: 'the contract imports nothing but zod',
  },
  {
    room: 'hardware',
    may: ['hardware', 'common/protocol', 'common/i18n', 'common/assets'],
    why: 'the agent imports common/ alone and speaks to the server by socket',
  },
  {
    room: 'server',
    mayNot: [...shown, 'bench', 'tests'],
    why: 'the server imports no front end and nothing that only front ends use',
  },
  {
    room: 'server/domain',
    may: ['server/domain', 'server/staffing', 'common/protocol'],
    packages: [],
    browser: true,
    why: 'the pure core has no I/O and no packages',
  },
  {
    room: 'server/staffing',
    may: ['server/domain', 'server/staffing', 'common/protocol'],
    packages: [],
    browser: true,
    why: 'the pure core has no I/O and no packages',
  },
  {
    room: 'server/storage',
    mayNot: [...above, 'server/reports', 'server/hall/hall.ts', 'server/hall/view', 'hardware'],
    why: 'storage depends on the domain, not on what stands above it',
  },
  {
    room: 'server/reports',
    mayNot: [...above, 'server/hall/hall.ts', 'server/hall/view', 'hardware'],
    why: 'reports depend on the domain and the read tables alone',
  },
  {
    room: 'server/edges',
    mayNot: ['hardware', 'server/main.ts', 'server/cli', 'server/demo'],
    why: 'edges parse, authorise and call the hall; they do not put parts together',
  },
  {
    room: 'server/hub',
    mayNot: ['hardware', 'server/main.ts', 'server/cli', 'server/demo'],
    why: 'the hub is the same code over PostgreSQL; it does not put parts together',
  },
];
