import { launch } from './launch.mjs';

await launch('bench/proof/main.js', process.argv.slice(2));
