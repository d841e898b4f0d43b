import type {
  AgentHello,
  ButtonPress,
  CancelledPrint,
  PrinterState,
  PrintLate,
  PrintRequest,
  PrintResult,
} from '../common/protocol/hardware.ts';

/** What the server asks of an agent. */
export interface AgentLinkHandlers {
  /** The server knows this device; everything may be told. Called again after every reconnect. */
  connected(): void;
  disconnected(): void;
  /** Resolves true once the job is safe here; the server may then count on it. */
  print(request: PrintRequest): Promise<boolean>;
  cancelPrint(job: CancelledPrint): void;
  /** The server has looked at the jobs of the greeting; those it has not taken back are to be printed. */
  goOn(): void;
  testPage(printer: string): void;
  /** Read every keyboard for so long: somebody wants to bind a button by pressing it. */
  listenToAll(forMs: number): void;
  /** Only these devices, besides those made for it, have a button bound and are to be read. */
  readBound(deviceKeys: readonly string[]): void;
  /** This device was revoked or is not known: trying again is of no use. */
  refused(code: string): void;
}

/** The way to the server. What needs an answer resolves true when the server has it, false when not (yet). */
export interface AgentLink {
  start(handlers: AgentLinkHandlers): void;
  stop(): Promise<void>;
  hello(hello: AgentHello): void;
  printerState(state: PrinterState): void;
  printLate(late: PrintLate): void;
  printResult(result: PrintResult): Promise<boolean>;
  button(press: ButtonPress): Promise<boolean>;
}
