import type { CommandName, PayloadInput } from './commands.ts';
import type { KeyProof } from './device-keys.ts';
import type { DossierLook } from './dossiers.ts';
import type {
  ButtonPress,
  CancelledPrint,
  HidDeviceInfo,
  PrinterState,
  PrintJob,
  PrintOutcome,
} from './hardware.ts';
import type { ErrorBody } from './refusals.ts';
import type { CallReason, Ticket } from './ticket.ts';
import type { Patch, Snapshot } from './views.ts';

/** Raised when client and server would no longer understand each other; a client of another version reloads itself. */
export const PROTOCOL_VERSION = 1;

/** What a command answers. `finished` is the ticket that call-next ended on its way. */
export interface CommandReply {
  readonly ticket?: Ticket;
  readonly reason?: CallReason;
  readonly finished?: Ticket;
  /** True when the same command id had been answered before. */
  readonly repeated?: boolean;
  readonly sequence: number;
}

/** Acknowledgement of a socket command. A refusal may still carry what was done before it (`finished`). */
export type Ack<T> = ({ readonly ok: true } & T) | ({ readonly ok: false } & ErrorBody & Partial<T>);

/** Client → server: every command of the hall by its own name. */
export type CommandMessages = {
  [N in CommandName]: (
    message: { commandId: string } & PayloadInput<N>,
    ack: (reply: Ack<CommandReply>) => void,
  ) => void;
};

export interface OtherClientMessages {
  /** Asks for the whole state; sent at start, after a gap and after a reconnect. */
  'view:get': (ack: (snapshot: Snapshot) => void) => void;
  /** What the sender's own clock shows, epoch ms; at start and every minute. A witness for a hall that cannot know its day. */
  'clock:tell': (told: { atMs: number }) => void;
  /** What the slip that was scanned leads to: for kiosks, and for those who work at a counter. */
  'dossier:look': (asked: { code: string }, ack: (reply: Ack<{ dossier: DossierLook }>) => void) => void;
  /** A sign of life that also tells the page's build, shown on the devices page. */
  'device:hello': (info: { build: string; page: string }) => void;
  /** The person at the page used it: keys or touches, told once a minute at most. */
  'session:active': () => void;
  'agent:hello': (info: {
    printers: PrinterState[];
    hid: HidDeviceInfo[];
    version: string;
    /** Jobs in its spools without an end; what the hall no longer wants is taken back. */
    jobs: readonly string[];
  }) => void;
  'agent:printer-state': (state: PrinterState) => void;
  'agent:print-result': (
    result: { jobId: string; ticketId: string; printer: string; outcome: PrintOutcome; reason?: string },
    ack: (reply: { ok: boolean }) => void,
  ) => void;
  'agent:print-late': (late: { jobId: string; ticketId: string; printer: string; reason: string }) => void;
  'agent:button': (press: ButtonPress, ack: (reply: { ok: boolean; code?: string }) => void) => void;
}

export type ClientToServer = CommandMessages & OtherClientMessages;

/** Server → client. */
export interface ServerToClient {
  'view:patch': (patch: Patch) => void;
  /** To the kiosk that drew it (and staff): what became of the paper. */
  'ticket:print': (news: {
    ticketId: string;
    number: string;
    print: 'printed' | 'unconfirmed' | 'failed' | 'late';
    reason?: string;
  }) => void;
  /** To staff pages that wait to bind a button. */
  'button:pressed': (press: ButtonPress & { device: string }) => void;
  /** The session or token was revoked; the page shows its sign-in or pairing form. */
  'session:ended': (why: { code: string }) => void;
  'agent:print': (job: PrintJob & { printer: string }, ack: (reply: { accepted: boolean }) => void) => void;
  /** Its end is told as any other, also of a job that was never taken in. */
  'agent:cancel-print': (job: CancelledPrint) => void;
  /** After its greeting: what lies in the spools was looked at, the rest is wanted and may be printed. */
  'agent:go-on': () => void;
  'agent:test-page': (what: { printer: string }) => void;
  /** For "press the button you want": read every keyboard of the machine for so long. */
  'agent:listen': (what: { forMs: number }) => void;
  /** The devices of this agent that have a button bound: they are read, even where they are ordinary keyboards. */
  'agent:bound': (what: { deviceKeys: readonly string[] }) => void;
}

/** Handshake of a socket. */
export interface SocketAuth {
  /** A device token or a session token; staff pages leave it to the cookie. */
  readonly token?: string;
  readonly protocol: number;
  /**
   * A page asks to be this on the server's own machine (see Settings.pairLocalBrowsers). An agent says so too: without
   * a token that is good it is refused with a final code, where a page would be shown what anybody may see.
   */
  readonly wants?: 'kiosk' | 'display' | 'agent';
  /** That this machine holds the key its token is bound to. */
  readonly proof?: KeyProof;
}
