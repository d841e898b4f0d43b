import { networkInterfaces } from 'node:os';

/** Cache TTL of the address: asking the system for it costs more than issuing a ticket. */
const ADDRESS_KEPT_MS = 10_000;
let address = { text: '', untilMs: 0 };

/** The machine's first address in the local network, for links and QR codes. */
export function ownAddress(): string {
  if (Date.now() >= address.untilMs) address = { text: readAddress(), untilMs: Date.now() + ADDRESS_KEPT_MS };
  return address.text;
}

function readAddress(): string {
  for (const addresses of Object.values(networkInterfaces()))
    for (const each of addresses ?? []) if (each.family === 'IPv4' && !each.internal) return each.address;
  return 'localhost';
}
