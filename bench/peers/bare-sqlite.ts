import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { answerParent } from '../child.ts';

const db = new Sqlite(join(process.argv[2] ?? '', 'bare.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE event (sequence INTEGER PRIMARY KEY, at_ms INTEGER, command TEXT, body TEXT) STRICT');
const insert = db.prepare('INSERT INTO event (at_ms, command, body) VALUES (?, ?, ?)');
/** As long as the event of an issued ticket. */
const BODY = JSON.stringify({ type: 'ticket:issued', filler: 'x'.repeat(330) });

answerParent(
  {
    /** One row, one transaction, one fsync after another for so long. @returns rows a second. */
    insertFor: (durationMs: number) => {
      const began = performance.now();
      let count = 0;
      while (performance.now() - began < durationMs) {
        insert.run(Date.now(), `bare-${count}`, BODY);
        count += 1;
      }
      return count / ((performance.now() - began) / 1000);
    },
  },
  async () => {
    db.close();
  },
);
