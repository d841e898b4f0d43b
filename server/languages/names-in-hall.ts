import type { ErrandOffer } from '../../common/protocol/errands.ts';
import type { HallState } from '../domain/state.ts';

/** Everything that a hall names in Vietnamese and citizens read, with the hall's English name where it has one. */
export function namesInHall(state: HallState, offer: ErrandOffer): ReadonlyMap<string, string> {
  const { settings } = state;
  const names = new Map<string, string>();
  const put = (vietnamese: string, english = '') => {
    if (vietnamese !== '' && (names.get(vietnamese) ?? '') === '') names.set(vietnamese, english);
  };
  put(settings.hallName, settings.hallNameEn);
  put(settings.superiorName);
  put(settings.ticketAdvice, settings.ticketAdviceEn);
  for (const { name, nameEn, everyday, everydayEn } of state.fields.values()) {
    put(name, nameEn);
    put(everyday, everydayEn);
  }
  for (const { name, nameEn, papers, timeLimit, fee } of state.procedures.values()) {
    put(name, nameEn);
    for (const each of [timeLimit, fee, ...papers]) put(each);
  }
  for (const { name, nameEn } of [...settings.priorities, ...settings.opinionCriteria, ...offer.groups])
    put(name, nameEn);
  for (const { name, nameEn, where, whereEn } of offer.errands) {
    put(name, nameEn);
    put(where, whereEn);
  }
  return names;
}
