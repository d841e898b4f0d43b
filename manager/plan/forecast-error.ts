import { formatNumber, formatShare } from '../../common/client/staff-format.ts';

/** An error in people a day, with its share of whoever comes: alone it says nothing of how far off that is. */
export function errorWords(mae: number | undefined, perDay: number): string {
  if (mae === undefined) return '–';
  return perDay > 0 ? `${formatNumber(mae)} (${formatShare(mae / perDay)})` : formatNumber(mae);
}
