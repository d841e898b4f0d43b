import { createRoot } from 'react-dom/client';
import '../common/ui/fonts.css';
import '../common/ui/tokens.css';
import '../common/ui/a11y.css';
import './display.css';
import './single-page.css';
import { connectHall } from '../common/client/hall-connection.ts';
import { Screen } from './screen.tsx';
import { screenOptions } from './screen-options.ts';
import { startVoice } from './voice/hall-voice.ts';
import { watchBuild } from './watch-build.ts';

const options = screenOptions(globalThis.location.search);
const connection = connectHall({ wants: 'display', tokenKey: 'motcua.display.token' });
const voice = startVoice(connection, options);
watchBuild(connection, voice.isIdle, () => globalThis.location.reload());

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no root');
createRoot(place).render(<Screen connection={connection} voice={voice} options={options} />);
