import type { Database } from 'better-sqlite3';
import type { Access } from '../edges/access.ts';
import type { ProgramTokens } from '../edges/program-tokens.ts';
import type { Hall } from '../hall/hall.ts';
import { AuditLog } from './audit-log.ts';

/** The log told in sentences, with the names that people and devices bear now. */
export function openAudit({
  db,
  hall,
  access,
  programs,
  templates,
}: {
  db: Database;
  hall: Hall;
  access: Access;
  programs: ProgramTokens;
  templates: ReadonlyMap<string, { readonly name: string }>;
}): AuditLog {
  return new AuditLog({
    db,
    calendar: hall.calendar,
    names: {
      timeZone: hall.calendar.zone,
      get state() {
        return hall.state;
      },
      person: (username) => access.displayName(username),
      device: (id) => access.listDevices().find((device) => device.id === id)?.name ?? id,
      program: (id) => programs.nameOf(id) ?? id,
      template: (id) => templates.get(id)?.name ?? id,
      number: (id) => hall.findTicket(id)?.number ?? id,
    },
  });
}
