import { launch } from './launch.mjs';

await launch('bench/main.js', process.argv.slice(2));
