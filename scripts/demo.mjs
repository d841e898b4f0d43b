import { launch } from './launch.mjs';

await launch('server/demo/main.js');
