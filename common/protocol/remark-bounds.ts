export const REMARK_KINDS = ['difficulty', 'proposal'] as const;

export const SETTLED_STATES = ['open', 'handled', 'drafted'] as const;

/** Characters of a remark and of the answer to it. */
export const REMARK_LENGTH = 600;
