import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Ticket } from '../../common/protocol/ticket.ts';
import type { Principal } from './principal.ts';

/** 72 bits: with the limit of tries a ticket has, nobody guesses one. */
const RATING_TOKEN_LENGTH = 12;
/** No letter or figure that is taken for another. */
const CODE_SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** With the number and the limit of tries (LookUps) nobody guesses one: 30 bits. */
const CODE_LENGTH = 6;
const KEY_NAME = 'rating-key';
const SINCE_NAME = 'rating-tokens-since';

/** Where the key lies. */
interface Values {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

/**
 * The addresses that the holder of a ticket has: to follow it, and with the token to rate the visit. The rating token
 * is made from a key of the server and stands in no record: it leaves on paper, on the kiosk's screen, and nowhere else.
 */
export class TicketAddresses {
  private readonly base: () => string;
  private readonly trackingTokenOf: (ticketId: string) => string | undefined;
  private readonly key: string;
  /** Tickets drawn before this moment have one token for both; their paper knows no other. */
  private readonly sinceMs: number;

  /**
   * @param options.base where a phone finds the hall; empty: unknown
   * @param options.nowMs hall time, at the first start with separate tokens
   */
  constructor(options: {
    values: Values;
    base: () => string;
    trackingTokenOf: (ticketId: string) => string | undefined;
    nowMs: number;
  }) {
    const { values } = options;
    this.base = options.base;
    this.trackingTokenOf = options.trackingTokenOf;
    const kept = (name: string, fresh: () => string) => {
      const value = values.get(name) ?? fresh();
      values.set(name, value);
      return value;
    };
    this.key = kept(KEY_NAME, () => randomBytes(32).toString('base64url'));
    this.sinceMs = Number(kept(SINCE_NAME, () => String(options.nowMs)));
  }

  /** What stands on the paper and at the kiosk: follows the ticket and rates the visit. Empty: the hall has no address. */
  forCitizen(ticketId: string): string {
    const address = this.toFollow(ticketId);
    // Behind the # it is sent to nobody, and stands in no log of a proxy.
    return address === '' ? '' : `${address}#r=${this.ratingToken(ticketId)}`;
  }

  /** Follows the ticket and nothing else. */
  toFollow(ticketId: string): string {
    const token = this.trackingTokenOf(ticketId);
    return token === undefined || token === '' ? '' : `${this.base()}/t/${token}`;
  }

  /** The short code on the paper: with the number it opens the ticket where the QR code cannot be read. */
  shortCode(ticketId: string): string {
    const bytes = createHmac('sha256', this.key).update(`code ${ticketId}`).digest();
    return Array.from(bytes.subarray(0, CODE_LENGTH), (byte) => CODE_SIGNS[byte % CODE_SIGNS.length]).join(
      '',
    );
  }

  /** Whether this is the short code of the ticket, however it was typed. */
  isShortCode(ticketId: string, given: string): boolean {
    return isSame(this.shortCode(ticketId), given);
  }

  /** How the paper tells whoever cannot scan it; null: the hall has no address, or the ticket cannot be followed. */
  lookUpOf(ticketId: string): { readonly address: string; readonly code: string } | null {
    const base = this.base();
    const token = this.trackingTokenOf(ticketId);
    if (base === '' || token === undefined || token === '') return null;
    return { address: base.replace(/^https?:\/\//, ''), code: this.shortCode(ticketId) };
  }

  /** The token by which the holder follows it; undefined: it has none. */
  tokenOf(ticketId: string): string | undefined {
    return this.trackingTokenOf(ticketId) || undefined;
  }

  /** Whether a ticket drawn then is rated by its own token alone. */
  needsToken(issuedAtMs: number): boolean {
    return issuedAtMs >= this.sinceMs;
  }

  /** Whether what was given opens the rating of this ticket. */
  mayRate(ticketId: string, issuedAtMs: number, given: string | undefined): boolean {
    if (!this.needsToken(issuedAtMs)) return true;
    if (given === undefined) return false;
    return isSame(this.ratingToken(ticketId), given);
  }

  /**
   * A ticket as whoever drew it may see it: a kiosk shows the whole address to the citizen, an administrator's program
   * gets the one to follow; staff who serve see none, for they could rate themselves.
   */
  asDrawn(principal: Principal, ticket: Ticket): Ticket {
    if (principal.kind === 'device' && principal.deviceKind === 'kiosk')
      return { ...ticket, trackingUrl: this.forCitizen(ticket.id) };
    if (principal.kind === 'program' || (principal.kind === 'user' && principal.role === 'admin'))
      return { ...ticket, trackingUrl: this.toFollow(ticket.id) };
    return ticket;
  }

  private ratingToken(ticketId: string): string {
    return createHmac('sha256', this.key)
      .update(`rate ${ticketId}`)
      .digest('base64url')
      .slice(0, RATING_TOKEN_LENGTH);
  }
}

function isSame(expected: string, given: string): boolean {
  const [right, tried] = [Buffer.from(expected), Buffer.from(given)];
  return right.length === tried.length && timingSafeEqual(right, tried);
}
