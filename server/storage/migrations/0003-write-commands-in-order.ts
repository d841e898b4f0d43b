/** Answers to commands are first written in the order they come, and filed under their ids when the hall is quiet. */
export const writeCommandsInOrder = `
  CREATE TABLE recent_commands (
    position INTEGER PRIMARY KEY, command_id TEXT NOT NULL, body_hash TEXT NOT NULL, reply TEXT NOT NULL
  ) STRICT;
`;
