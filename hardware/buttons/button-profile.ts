import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../package-folder.ts';

const hexId = z.string().regex(/^[0-9a-f]{4}$/);

const ButtonProtocol = z.discriminatedUnion('kind', [
  /** Eight bytes: modifiers, reserved, six usages; with `reportId`, that byte comes before them. */
  z.strictObject({ kind: z.literal('boot-keyboard'), reportId: z.number().int().min(1).max(255).optional() }),
  /** One bit for each button in one byte. */
  z.strictObject({
    kind: z.literal('bits'),
    offset: z.number().int().min(0).max(63),
    mask: z.number().int().min(1).max(255),
    activeLow: z.boolean(),
  }),
  /** One byte for each button, not zero while it is held. */
  z.strictObject({
    kind: z.literal('key-bytes'),
    reportId: z.number().int().min(0).max(255),
    offset: z.number().int().min(1).max(63),
  }),
]);
export type ButtonProtocol = z.infer<typeof ButtonProtocol>;

/** One kind of button device. A new kind is one JSON file in devices/. */
export const ButtonProfile = z.strictObject({
  /** Equals the file's name without .json. */
  name: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  /** Empty: any device of that usage, but only once somebody has chosen it by pressing it. */
  match: z.array(z.strictObject({ vendorId: hexId, productId: hexId.optional() })),
  usagePage: z.number().int().optional(),
  usage: z.number().int().optional(),
  protocol: ButtonProtocol,
  /** Digits followed by Enter are one number. */
  composesNumbers: z.boolean(),
});
export type ButtonProfile = z.infer<typeof ButtonProfile>;

/** What the operating system tells of one HID interface. */
export interface HidIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

function buttonProfileFolder(): string {
  return join(packageFolder(), 'hardware', 'buttons', 'devices');
}

/**
 * Reads every profile of a folder, sorted by name.
 * @throws Error naming the file when one is not valid or bears another name than its file.
 */
export function loadButtonProfiles(folder: string = buttonProfileFolder()): readonly ButtonProfile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const path = join(folder, file);
      const parsed = ButtonProfile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
      if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
      if (`${parsed.data.name}.json` !== file) throw new Error(`${path}: names itself ${parsed.data.name}`);
      return parsed.data;
    });
}

function fitsUsage(profile: ButtonProfile, device: HidIdentity): boolean {
  // Some systems do not tell the usage; then the ids decide.
  if (device.usagePage === undefined || device.usage === undefined) return true;
  return (
    (profile.usagePage ?? device.usagePage) === device.usagePage &&
    (profile.usage ?? device.usage) === device.usage
  );
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}

/**
 * The profile of a device: `listed` when its ids are in a file, `by-usage` when it is merely of that usage
 * (any keyboard), null when it is nothing of ours.
 */
export function profileFor(
  device: HidIdentity,
  profiles: readonly ButtonProfile[],
): { readonly profile: ButtonProfile; readonly how: 'listed' | 'by-usage' } | null {
  const listed = profiles.find((profile) =>
    profile.match.some(
      (ids) =>
        ids.vendorId === hex(device.vendorId) &&
        (ids.productId === undefined || ids.productId === hex(device.productId)),
    ),
  );
  if (listed !== undefined) return fitsUsage(listed, device) ? { profile: listed, how: 'listed' } : null;
  const open = profiles.find(
    (profile) =>
      profile.match.length === 0 && profile.usagePage === device.usagePage && profile.usage === device.usage,
  );
  return open === undefined ? null : { profile: open, how: 'by-usage' };
}
