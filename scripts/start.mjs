import { launch } from './launch.mjs';

await launch('server/cli/main.js', ['hall', ...process.argv.slice(2)]);
