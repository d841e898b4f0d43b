import type { ButtonProtocol } from './button-profile.ts';
import { keyName, modifierName } from './key-names.ts';

/** The buttons that were held at the last report. */
export type HeldButtons = readonly string[];

const usageSlots = 6;
const firstRealUsage = 0x04;

function heldOnKeyboard(report: Uint8Array): readonly string[] | null {
  if (report.length < 8) return null;
  const usages = [...report.subarray(2, 2 + usageSlots)].filter((usage) => usage !== 0);
  // Usages 1 to 3 say "too many keys": the report tells nothing about which are held.
  if (usages.some((usage) => usage < firstRealUsage)) return null;
  const held = usages.map(keyName);
  const first = report[0] ?? 0;
  for (let bit = 0; bit < 8; bit += 1) {
    if ((first & (1 << bit)) !== 0) held.push(modifierName(bit));
  }
  return held;
}

function heldInReport(protocol: ButtonProtocol, report: Uint8Array): readonly string[] | null {
  switch (protocol.kind) {
    case 'boot-keyboard':
      if (protocol.reportId === undefined) return heldOnKeyboard(report);
      return report[0] === protocol.reportId ? heldOnKeyboard(report.subarray(1)) : null;
    case 'bits': {
      const byte = report[protocol.offset];
      if (byte === undefined) return null;
      const active = (protocol.activeLow ? ~byte : byte) & protocol.mask;
      return Array.from({ length: 8 }, (_, bit) => bit)
        .filter((bit) => (active & (1 << bit)) !== 0)
        .map((bit) => `button-${bit + 1}`);
    }
    case 'key-bytes':
      if (report[0] !== protocol.reportId) return null;
      return [...report.subarray(protocol.offset)].flatMap((byte, index) =>
        byte === 0 ? [] : [`button-${index + 1}`],
      );
  }
}

/**
 * Reads one report: which buttons went down with it. A button that stays held goes down once; a report that
 * cannot be read changes nothing.
 */
export function decodeReport(
  protocol: ButtonProtocol,
  held: HeldButtons,
  report: Uint8Array,
): { readonly held: HeldButtons; readonly down: readonly string[] } {
  const now = heldInReport(protocol, report);
  if (now === null) return { held, down: [] };
  const unique = [...new Set(now)];
  return { held: unique, down: unique.filter((button) => !held.includes(button)) };
}
