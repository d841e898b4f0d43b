import type { ButtonAction } from '../../common/protocol/buttons.ts';
import type { CommandName } from '../../common/protocol/commands.ts';
import type { ButtonPress } from '../../common/protocol/hardware.ts';
import { type DeskRequest, giveCommand } from '../edges/command-desk.ts';
import type { Hall } from '../hall/hall.ts';

/** What a button's action says as a command at its counter. */
function commandOf(
  action: ButtonAction,
  counter: string,
  press: ButtonPress,
): { name: CommandName; input: unknown } {
  switch (action) {
    case 'call-next':
      return { name: 'counter:call-next', input: { counter } };
    case 'recall':
      return { name: 'counter:recall', input: { counter } };
    case 'start':
      return { name: 'counter:start', input: { counter } };
    case 'finish':
      return { name: 'counter:finish', input: { counter } };
    case 'no-show':
      return { name: 'counter:no-show', input: { counter } };
    case 'pause':
      return { name: 'counter:pause', input: { counter, reason: 'Nghỉ giữa giờ' } };
    case 'call-number':
      return { name: 'counter:call', input: { counter, number: press.value ?? '' } };
  }
}

/** No button names a printer. */
const NO_PRINTERS: DeskRequest['printers'] = { exists: () => false, refusalOf: () => 'unknown_model' };

/**
 * A press at an agent becomes the command it is bound to, in the name of the officer who holds the counter. The press id
 * is the command id: a press that is told twice acts once.
 */
export async function pressButton(
  hall: Hall,
  device: string,
  press: ButtonPress,
): Promise<{ ok: boolean; code?: string }> {
  const binding = [...hall.state.buttons.values()].find(
    (each) => each.device === device && each.deviceKey === press.deviceKey && each.button === press.button,
  );
  if (!binding) return { ok: false, code: 'not_found' };
  const counter = hall.state.counters.get(binding.counter);
  if (!counter || counter.officer === null) return { ok: false, code: 'counter_closed' };
  // The pause button is a switch: pressed again, it resumes.
  const paused = counter.state === 'paused' && binding.action === 'pause';
  const { name, input } = paused
    ? { name: 'counter:resume' as const, input: { counter: binding.counter } }
    : commandOf(binding.action, binding.counter, press);
  const given = await giveCommand(hall, name, input, {
    principal: { kind: 'user', username: counter.officer, displayName: '', role: 'clerk' },
    commandId: `button-${device}-${press.pressId}`,
    ownPrinter: null,
    printers: NO_PRINTERS,
    hasLanguage: () => true,
    wordsAre: () => false,
    accountExists: () => false,
  });
  if (!given.ok) return { ok: false, code: given.refusal.code };
  const { refusal } = given.value;
  return refusal ? { ok: false, code: refusal.code } : { ok: true };
}

/** The devices of an agent that have at least one button bound, by their keys. */
export function boundDevices(hall: Hall, device: string): string[] {
  const bindings = [...hall.state.buttons.values()].filter((each) => each.device === device);
  return [...new Set(bindings.map((each) => each.deviceKey))];
}
