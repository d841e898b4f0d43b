import type { HallConnection } from '../../common/client/hall-connection.ts';
import { element } from '../draw.ts';
import type { SayTablet } from './words.ts';

/** A tablet that belongs to no counter yet takes the code that staff made on the Devices page. */
export function drawPairing(connection: HallConnection, say: SayTablet, isWrongDevice: boolean): HTMLElement {
  const code = element('input', '');
  Object.assign(code, {
    id: 'code',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: false,
    maxLength: 40,
    required: true,
  });
  const label = element('label', '', say('tabletPairCode'));
  label.htmlFor = 'code';
  const submit = element('button', 'send', say('tabletPairSubmit'));
  const problem = element('p', 'problem', isWrongDevice ? say('tabletWrongDevice') : '');
  problem.setAttribute('role', 'alert');
  const form = element('form', 'pairing', label, code, submit, problem);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit.disabled = true;
    void connection.pair(code.value).then((claimed) => {
      submit.disabled = false;
      if (!claimed.ok)
        problem.textContent = say(claimed.code === 'offline' ? 'tabletPairOffline' : 'tabletPairFailed');
    });
  });
  return element(
    'section',
    'rest',
    element('h1', '', say('tabletPair')),
    element('p', '', say('tabletPairHint')),
    form,
  );
}
