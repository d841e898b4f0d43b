import { makeFonts } from './make-fonts.mjs';

const [place, target] = process.argv.slice(2);
await makeFonts(place, target);
