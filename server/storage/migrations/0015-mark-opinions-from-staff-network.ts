/** Opinions given at once from an address at which staff work; those of before were not looked at. */
export const markOpinionsFromStaffNetwork = `
  ALTER TABLE opinions ADD COLUMN from_staff_network INTEGER NOT NULL DEFAULT 0;
`;
