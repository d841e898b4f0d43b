import { type StaffLanguage, staffLanguage } from '../../common/client/staff-language.ts';
import type { PlanReason } from '../../common/protocol/plan.ts';

/** The language that the page is not in. */
export const otherLanguage: StaffLanguage = staffLanguage === 'vi' ? 'en' : 'vi';

/** A sentence of the planner in the page's language. */
export const reasonText = (reason: PlanReason): string => reason[staffLanguage];
