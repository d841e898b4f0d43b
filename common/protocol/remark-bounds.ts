export const REMARK_KINDS = ['difficulty', 'proposal'] as const;

/** What a difficulty of no procedure and no field is about. */
export const REMARK_TOPICS = ['people', 'premises', 'machines', 'network', 'software', 'other'] as const;

export const SETTLED_STATES = ['open', 'handled', 'drafted'] as const;

/** Characters of a remark and of the answer to it. */
export const REMARK_LENGTH = 600;
