import type { HidIdentity } from './button-profile.ts';

/** One HID interface as the operating system lists it. */
export interface HidInterface extends HidIdentity {
  readonly path: string;
  readonly serialNumber: string;
  readonly productName: string;
  readonly interfaceNumber: number;
}

/** An open device. After `onLost` it is closed and tells nothing more. */
export interface HidHandle {
  onReport(listener: (report: Uint8Array) => void): void;
  onLost(listener: (error: Error) => void): void;
  close(): Promise<void>;
}

/** Where HID devices come from; tests give one of their own. */
export interface HidSource {
  list(): Promise<readonly HidInterface[]>;
  /** Rejects when the device cannot be opened (gone again, or no permission). */
  open(path: string): Promise<HidHandle>;
}
