import type { Voice } from './clip-keys.ts';
import { spokenCount } from './number-words.ts';

/** A field as an announcer tells of it. */
export interface ToldField {
  readonly name: string;
  readonly waiting: number;
  /** Minutes; null: nothing can be foretold. */
  readonly estimate: { readonly lowMinutes: number; readonly highMinutes: number } | null;
  /** Whether numbers are given out now. */
  readonly isOpen: boolean;
}

/** What stands written short on a sign and must be said whole. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/\bUBND\b/g, 'Ủy ban nhân dân'],
  [/\bHĐND/g, 'Hội đồng nhân dân'],
  [/\bTTHC\b/g, 'thủ tục hành chính'],
  [/\bTT\s?PVHCC\b/g, 'Trung tâm Phục vụ hành chính công'],
  [/\bTP\.?\s*HCM\b/g, 'Thành phố Hồ Chí Minh'],
  [/\bTP\.\s*/g, 'Thành phố '],
  [/\bP\.\s*/g, 'phường '],
  [/\bQ\.\s*/g, 'quận '],
];

/** A name as it is said: without abbreviations, and without signs that would end or break the sentence. */
function said(name: string): string {
  const whole = SHORT.reduce((text, [short, long]) => text.replace(short, long), name.normalize('NFC'));
  return whole
    .replace(/\s*[/&–-]\s*/g, ', ')
    .replace(/[().:;]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function waitOf({ estimate }: ToldField, voice: Voice): string {
  if (estimate === null) return '';
  const low = spokenCount(estimate.lowMinutes, voice);
  const high = spokenCount(estimate.highMinutes, voice);
  if (voice.language === 'vi')
    return low === high ? ` Chờ khoảng ${high} phút.` : ` Chờ từ ${low} đến ${high} phút.`;
  return low === high ? ` The wait is about ${high} minutes.` : ` The wait is ${low} to ${high} minutes.`;
}

function tell(field: ToldField, voice: Voice): string {
  const name = said(field.name);
  const count = spokenCount(field.waiting, voice);
  if (voice.language === 'vi') {
    if (!field.isOpen) return `${name} hiện chưa cấp số.`;
    if (field.waiting === 0) return `${name} không có người chờ.`;
    return `${name} có ${count} người đang chờ.${waitOf(field, voice)}`;
  }
  if (!field.isOpen) return `${name} gives out no numbers now.`;
  if (field.waiting === 0) return `Nobody is waiting for ${name}.`;
  const people = field.waiting === 1 ? 'one person is' : `${count} people are`;
  return `For ${name}, ${people} waiting.${waitOf(field, voice)}`;
}

/** A half-hour of today, HH:MM. */
export interface ToldTime {
  readonly from: string;
  readonly to: string;
}

function clockSaid(time: string, voice: Voice): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const hours = spokenCount(hour, voice);
  if (voice.language === 'vi')
    return minute === 0 ? `${hours} giờ` : `${hours} giờ ${spokenCount(minute, voice)}`;
  return minute === 0 ? `${hours} o'clock` : `${hours} ${spokenCount(minute, voice)}`;
}

function tellTime({ from, to }: ToldTime, voice: Voice): string {
  const span = [clockSaid(from, voice), clockSaid(to, voice)] as const;
  return voice.language === 'vi'
    ? `Hôm nay, từ ${span[0]} đến ${span[1]} thường ít người chờ.`
    : `Today, few people usually wait from ${span[0]} to ${span[1]}.`;
}

/**
 * The hall's state as an announcer reads it aloud: short sentences, one a line, numbers in words, nothing abbreviated.
 * @param hall the hall's name
 * @param best the best times to come that are left of today
 */
export function announcement(
  hall: string,
  fields: readonly ToldField[],
  voice: Voice,
  best: readonly ToldTime[] = [],
): string {
  const head =
    voice.language === 'vi' ? `${said(hall)} xin thông báo.` : `This is an announcement of ${said(hall)}.`;
  return [
    head,
    ...fields.map((field) => tell(field, voice)),
    ...best.map((each) => tellTime(each, voice)),
  ].join('\n');
}
