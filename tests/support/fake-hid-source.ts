import type { HidHandle, HidInterface, HidSource } from '../../hardware/buttons/hid-source.ts';

/** A desk with button devices on it, which a test plugs, presses and pulls. */
export class FakeHidSource implements HidSource {
  private readonly plugged = new Map<string, HidInterface>();
  private readonly openHandles = new Map<
    string,
    { report(bytes: Uint8Array): void; lose(error: Error): void }
  >();
  private nextPath = 0;
  forbidden = false;
  opened = 0;

  /** @returns the path, a new one each time, as the kernel does */
  plug(vendorId: number, productId: number, more: Partial<HidInterface> = {}): string {
    const path = `/dev/hidraw${this.nextPath}`;
    this.nextPath += 1;
    this.plugged.set(path, {
      path,
      vendorId,
      productId,
      usagePage: 1,
      usage: 6,
      serialNumber: '',
      productName: 'Test device',
      interfaceNumber: 0,
      ...more,
    });
    return path;
  }

  pull(path: string): void {
    this.plugged.delete(path);
    const handle = this.openHandles.get(path);
    this.openHandles.delete(path);
    handle?.lose(new Error('could not read from HID device'));
  }

  report(path: string, ...bytes: number[]): void {
    this.openHandles.get(path)?.report(Uint8Array.from(bytes));
  }

  /** Presses and releases one key of a boot keyboard. */
  press(path: string, ...usages: number[]): void {
    for (const usage of usages) {
      this.report(path, 0, 0, usage, 0, 0, 0, 0, 0);
      this.report(path, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  }

  isOpen(path: string): boolean {
    return this.openHandles.has(path);
  }

  async list(): Promise<readonly HidInterface[]> {
    return [...this.plugged.values()];
  }

  async open(path: string): Promise<HidHandle> {
    if (this.forbidden) throw new Error('cannot open device');
    if (!this.plugged.has(path)) throw new Error('no such device');
    this.opened += 1;
    let onReport: (report: Uint8Array) => void = () => undefined;
    let onLost: (error: Error) => void = () => undefined;
    this.openHandles.set(path, { report: (bytes) => onReport(bytes), lose: (error) => onLost(error) });
    return {
      onReport: (listener) => {
        onReport = listener;
      },
      onLost: (listener) => {
        onLost = listener;
      },
      close: async () => {
        this.openHandles.delete(path);
      },
    };
  }
}
