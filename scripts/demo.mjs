import { launch } from './launch.mjs';

await launch('server/demo/main.js', process.argv.slice(2));
