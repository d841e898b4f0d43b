/**
 * A printing process for the crash test, killed from outside at any moment. It prints to a virtual printer
 * and says on its output what a server would have been told: `accepted JOB` and `printed JOB`.
 *
 * Arguments: data folder, pages folder, first number, count (0: only what the spool still holds).
 */
import { PrinterHost } from '../../hardware/printers/printer-host.ts';
import { plainSlip } from './sample-slips.ts';

const [dataFolder = '', pages = '', first = '0', count = '0'] = process.argv.slice(2);

const host = new PrinterHost({
  printers: [{ name: 'p', transport: `virtual:${pages}`, model: 'virtual' }],
  dataFolder,
  timeZone: 'Asia/Ho_Chi_Minh',
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

host.on('result', (result) => say(`${result.outcome} ${result.jobId}`));
await host.start();
say('started');
for (let number = Number(first); number < Number(first) + Number(count); number += 1) {
  const jobId = `job-${number}`;
  const answer = await host.submit(
    {
      jobId,
      ticketId: `ticket-${number}`,
      slip: { ...plainSlip, number: String(number) },
      copies: 1,
      submittedAt: Date.now(),
    },
    'p',
  );
  if (answer.ok) say(`accepted ${jobId}`);
}
while (host.states()[0]?.queued !== 0) await new Promise((resolve) => setTimeout(resolve, 5));
await host.stop();
say('done');
