/** The same calendar day as the law writes it: "ngày 05 tháng 11 năm 2026". Days and the first two months carry a zero. */
function dayInWords(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `ngày ${day} tháng ${monthNumber(month)} năm ${year}`;
}

/** "05/11/2026" */
export function shortDay(date: string): string {
  const [year, month, day] = date.split('-');
  return `${day}/${month}/${year}`;
}

// NĐ 30/2020 writes a zero before days under 10 and before months 1 and 2.
const monthNumber = (month: string) => (Number(month) <= 2 ? month : String(Number(month)));

/** The day after or before. @param days whole days, may be negative */
export function shiftDay(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const isFirst = (date: string) => date.endsWith('-01');
const isLast = (date: string) => isFirst(shiftDay(date, 1));
const monthsApart = (from: string, to: string) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

function calendarName(from: string, to: string): string | null {
  if (!isFirst(from) || !isLast(to)) return null;
  const year = from.slice(0, 4);
  const month = from.slice(5, 7);
  const months = monthsApart(from, to) + 1;
  if (months === 1) return `tháng ${monthNumber(month)} năm ${year}`;
  if (months === 3 && Number(month) % 3 === 1) return `quý ${Math.ceil(Number(month) / 3)} năm ${year}`;
  if (months === 6 && (month === '01' || month === '07'))
    return `6 tháng ${month === '01' ? 'đầu' : 'cuối'} năm ${year}`;
  return months === 12 && month === '01' ? `năm ${year}` : null;
}

function administrativeName(from: string, to: string): string | null {
  if (!from.endsWith('-15') || !to.endsWith('-14')) return null;
  const year = to.slice(0, 4);
  const month = Number(to.slice(5, 7));
  const months = monthsApart(from, to);
  const days = `(từ ngày ${shortDay(from)} đến ngày ${shortDay(to)})`;
  if (months === 1) return `kỳ báo cáo tháng ${monthNumber(to.slice(5, 7))} năm ${year} ${days}`;
  if (months === 3 && month % 3 === 0) return `kỳ báo cáo quý ${month / 3} năm ${year} ${days}`;
  if (months === 6 && month % 6 === 0)
    return `kỳ báo cáo 6 tháng ${month === 6 ? 'đầu' : 'cuối'} năm ${year} ${days}`;
  return months === 12 && month === 12 ? `kỳ báo cáo năm ${year} ${days}` : null;
}

/** A period of whole days as one says it: by its name when it has one, else by its ends. */
export function periodInWords(from: string, to: string): string {
  if (from === to) return dayInWords(from);
  return (
    calendarName(from, to) ?? administrativeName(from, to) ?? `từ ${dayInWords(from)} đến ${dayInWords(to)}`
  );
}
