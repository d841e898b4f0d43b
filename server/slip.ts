import type { TicketSlip } from '../common/protocol/slip.ts';
import type { HallState, LiveTicket } from './domain/state.ts';
import { countersServing } from './domain/state.ts';

const PURPOSE_VI = { submit: 'Nộp hồ sơ', collect: 'Nhận kết quả', ask: 'Hỏi, hướng dẫn' } as const;
const PURPOSE_EN = { submit: 'Submit papers', collect: 'Collect a result', ask: 'Ask for guidance' } as const;

/** What the paper says, beyond the ticket itself. */
export interface SlipFacts {
  readonly waitingAhead: number;
  readonly timeZone: string;
  readonly reprint: boolean;
  /** Absolute address to follow the ticket; empty: no QR. */
  readonly trackingUrl: string;
}

function issuedAtText(atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('vi-VN', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(atMs);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('hour')}:${of('minute')} ngày ${of('day')}/${of('month')}/${of('year')}`;
}

/** The ticket as it will be printed: plain lines of text, so that no printer needs to know the hall. */
export function slipOf(state: HallState, ticket: LiveTicket, facts: SlipFacts): TicketSlip {
  const field = state.fields.get(ticket.field);
  const { settings } = state;
  const counters = countersServing(state, ticket.field)
    .filter((counter) => counter.primaryFields.includes(ticket.field))
    .map((counter) => counter.definition.label.replace(/^Quầy(?: số)? /, ''));
  // With no counter open yet, the paper names those that hold the field by plan.
  const planned = [...state.counters.values()]
    .filter((counter) => counter.definition.active && counter.definition.primaryFields.includes(ticket.field))
    .map((counter) => counter.definition.label.replace(/^Quầy(?: số)? /, ''));
  const named = (counters.length > 0 ? counters : planned).join(', ');
  const priority = settings.priorities.find((each) => each.code === ticket.priority);
  const { estimate } = ticket;
  const english = ticket.language === 'en';
  const slip: TicketSlip = {
    hallName: settings.hallName,
    ...(settings.superiorName ? { superiorName: settings.superiorName } : {}),
    title: 'PHIẾU SỐ THỨ TỰ',
    number: ticket.number,
    fieldName: field?.name ?? ticket.field,
    purposeText: PURPOSE_VI[ticket.purpose],
    ...(priority ? { priorityText: `Ưu tiên: ${priority.name}` } : {}),
    countersText: named ? `Quầy ${named}` : 'Xin theo dõi bảng gọi số',
    issuedAtText: issuedAtText(ticket.issuedAtMs, facts.timeZone),
    waitingAheadText: `Còn ${facts.waitingAhead} người trước`,
    ...(estimate ? { estimateText: `Ước chừng ${estimate.lowMinutes}–${estimate.highMinutes} phút` } : {}),
    ...(facts.trackingUrl ? { trackingUrl: facts.trackingUrl } : {}),
    adviceText: settings.ticketAdvice || 'Xin theo dõi bảng gọi số.',
    logo: 'emblem',
    language: ticket.language,
    reprint: facts.reprint,
  };
  if (!english) return slip;
  return {
    ...slip,
    secondLanguage: {
      title: 'QUEUE TICKET',
      fieldName: field?.nameEn || field?.name || ticket.field,
      purposeText: PURPOSE_EN[ticket.purpose],
      waitingAheadText: `${facts.waitingAhead} people ahead of you`,
      ...(named ? { countersText: `Counter ${named}` } : {}),
      ...(estimate ? { estimateText: `About ${estimate.lowMinutes}–${estimate.highMinutes} minutes` } : {}),
      ...(settings.ticketAdviceEn ? { adviceText: settings.ticketAdviceEn } : {}),
    },
  };
}
