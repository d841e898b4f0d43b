/**
 * Halls, their logs and who may look. Every key begins with the hall, so that a distributed PostgreSQL can shard by it;
 * what grows with tickets is partitioned by month (partitions.ts). The read tables follow the hall's own schema
 * (read-tables.ts) and are no part of any migration.
 */
export const createHub = `
  CREATE TABLE halls (
    code text PRIMARY KEY, name text NOT NULL, parent text,
    enrolment_hash text, enrolment_made_at timestamptz, key_hash text UNIQUE, enrolled_at timestamptz,
    sequence bigint NOT NULL DEFAULT 0, hash text NOT NULL DEFAULT repeat('0', 64),
    head_sequence bigint NOT NULL DEFAULT 0, behind_since timestamptz,
    forked_at bigint, branch_sequence bigint, branch_hash text,
    last_heard_at timestamptz, signs jsonb, clock_apart_ms bigint,
    time_zone text NOT NULL DEFAULT 'Asia/Ho_Chi_Minh',
    catalogue jsonb, now jsonb, open_spans jsonb, must_rebuild boolean NOT NULL DEFAULT false
  );
  CREATE TABLE events (
    hall text NOT NULL, month text NOT NULL, sequence bigint NOT NULL, body text NOT NULL, hash text NOT NULL,
    PRIMARY KEY (hall, sequence, month)
  ) PARTITION BY RANGE (month);
  CREATE TABLE events_other PARTITION OF events DEFAULT;
  CREATE TABLE branches (
    hall text NOT NULL, found_at timestamptz NOT NULL DEFAULT now(), forked_at bigint NOT NULL, superseded boolean NOT NULL,
    sequence bigint NOT NULL, body text NOT NULL, hash text NOT NULL
  );
  CREATE INDEX branches_by_hall ON branches (hall, superseded, sequence);
  -- Days on which a hall has tickets: what no total covers is found by them.
  CREATE TABLE ticket_days (hall text NOT NULL, local_date text NOT NULL, PRIMARY KEY (hall, local_date));
  CREATE TABLE hall_states (
    hall text NOT NULL, sequence bigint NOT NULL, state text NOT NULL, PRIMARY KEY (hall)
  );
  CREATE TABLE accounts (
    username text PRIMARY KEY, display_name text NOT NULL, role text NOT NULL, halls text[] NOT NULL DEFAULT '{}',
    password_hash text NOT NULL, active boolean NOT NULL DEFAULT true
  );
  CREATE TABLE sessions (
    token_hash text PRIMARY KEY, username text NOT NULL, expires_at timestamptz NOT NULL
  );
  CREATE TABLE looks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), username text NOT NULL,
    what text NOT NULL, details jsonb NOT NULL DEFAULT '{}'
  );
  CREATE TABLE facts (key text PRIMARY KEY, value text NOT NULL);
`;
