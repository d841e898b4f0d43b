import type { Database } from 'better-sqlite3';

/** From which device a number was drawn: a hand that plays with a kiosk is seen by it. */
export const keepDevicesOfTickets = 'ALTER TABLE tickets ADD COLUMN device TEXT;';

/** Takes the devices of what is there from the log. */
export function fillDevicesOfTickets(db: Database): void {
  const set = db.prepare('UPDATE tickets SET device = ? WHERE id = ?');
  const issues = db.prepare<unknown[], { ticketId: string; device: string }>(
    `SELECT json_extract(body, '$.event.ticketId') AS ticketId, json_extract(body, '$.device') AS device
      FROM events WHERE json_extract(body, '$.event.type') = 'ticket:issued'
        AND json_extract(body, '$.device') IS NOT NULL`,
  );
  for (const { ticketId, device } of issues.all()) set.run(device, ticketId);
}
