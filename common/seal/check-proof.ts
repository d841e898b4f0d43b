import type { SealedTicket, SealProof } from '../protocol/seals.ts';
import { hashText, rootFrom } from './merkle-tree.ts';

/** What a proof was found to be. `fault`: the first step that does not hold. */
export type ProofVerdict =
  | { readonly holds: true; readonly ticket: SealedTicket }
  | { readonly holds: false; readonly fault: 'unreadable' | 'not_in_tree' | 'not_in_seal' };

/** The text of the seal's event, as far as the proof needs it. */
interface SealBody {
  readonly sequence?: unknown;
  readonly event?: {
    readonly type?: unknown;
    readonly date?: unknown;
    readonly root?: unknown;
    readonly tickets?: unknown;
  };
}

/**
 * Works a proof out again, from the ticket's acts to the seal. Nothing the server says is taken on trust: every hash is
 * computed here, and the seal at the end can be held against the one on paper. Runs in the citizen's page, hence
 * without a schema library: whatever has another form than expected fails.
 */
export function checkProof(proof: SealProof): ProofVerdict {
  try {
    return verdictOn(proof);
  } catch {
    return { holds: false, fault: 'unreadable' };
  }
}

function verdictOn(proof: SealProof): ProofVerdict {
  const ticket = JSON.parse(proof.leaf) as SealedTicket;
  const body = JSON.parse(proof.body) as SealBody;
  if (!Array.isArray(ticket.acts)) return { holds: false, fault: 'unreadable' };
  const { event } = body;
  const root = rootFrom(proof.leaf, proof.index, proof.tickets, proof.path);
  if (root === null || event?.type !== 'day:sealed' || event.root !== root || event.tickets !== proof.tickets)
    return { holds: false, fault: 'not_in_tree' };
  const sealed =
    body.sequence === proof.seal.sequence &&
    event.date === proof.seal.date &&
    hashText(`${proof.previousHash}\n${proof.body}`) === proof.seal.hash;
  return sealed ? { holds: true, ticket } : { holds: false, fault: 'not_in_seal' };
}
