/** The share of citizens that is to be called within the target wait, where nobody has set another. */
export const TARGET_SHARE = 0.9;
