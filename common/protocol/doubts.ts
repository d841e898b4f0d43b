/** What of a ticket should be looked at before anyone decides by the figures. */
export const DOUBTS = ['never-called', 'too-short', 'burst', 'field-changed', 'day-in-doubt'] as const;
export type Doubt = (typeof DOUBTS)[number];
