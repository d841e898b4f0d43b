import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatDateTime } from '../../common/client/staff-format.ts';
import type { links } from '../../common/i18n/vi/links.ts';
import type { ProgramToken, Scope } from '../../common/protocol/links.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { ListPanel, type Said } from '../parts/list-panel.tsx';
import { Confirmed } from '../parts/states.tsx';
import { sayLink, sayRefusal } from '../words.ts';
import { ShownOnce } from './shown-once.tsx';
import { TokenForm } from './token-form.tsx';

/** What each scope is called; its own name stands beside, as programmers know it. */
const SCOPE_WORDS: Readonly<Record<Scope, keyof typeof links>> = {
  'tickets:read': 'scopeTicketsRead',
  'tickets:issue': 'scopeTicketsIssue',
  'reports:read': 'scopeReportsRead',
  'events:read': 'scopeEventsRead',
  'dossiers:write': 'scopeDossiersWrite',
};

const STATE_WORDS = { active: 'stateActive', expired: 'stateExpired', revoked: 'stateRevoked' } as const;

/** Tokens of programs: made, listed with their last use, revoked. */
export function TokensSection({ timeZone }: { timeZone: string }): ReactNode {
  const read = useRead('GET /tokens', { everyMs: 60_000 });
  const [made, setMade] = useState<{ name: string; token: string } | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const zone = { timeZone };
  const revoke = async ({ id, name }: ProgramToken) => {
    const answer = await api('DELETE /tokens/:id', { params: { id } });
    setSaid(
      answer.ok
        ? { bad: false, text: sayLink('revoked', { name }) }
        : { bad: true, text: sayRefusal(answer.code) },
    );
    read.again();
  };
  return (
    <ListPanel
      label={sayLink('tokens')}
      hint={sayLink('tokensHint')}
      lead={
        <TokenForm
          scopeName={(scope) => sayLink(SCOPE_WORDS[scope])}
          onMade={(token) => {
            setSaid(null);
            setMade(token);
            read.again();
          }}
          onRefused={(text) => setSaid({ bad: true, text })}
        />
      }
      said={said}
      dialog={
        made === null ? null : (
          <ShownOnce
            title={sayLink('madeTitle', { name: made.name })}
            secret={made.token}
            onClose={() => setMade(null)}
          />
        )
      }
      read={read}
      rows={read.value?.tokens ?? null}
      keyOf={(each) => each.id}
      empty={sayLink('empty')}
      columns={[
        { head: sayLink('name'), cell: (each) => each.name },
        {
          head: sayLink('scopes'),
          cell: (each) => each.scopes.map((scope) => sayLink(SCOPE_WORDS[scope])).join(', '),
        },
        { head: sayLink('created'), cell: (each) => formatDateTime(each.createdAt, zone) },
        {
          head: sayLink('expires'),
          cell: (each) => (each.expiresAt === null ? sayLink('noEnd') : formatDateTime(each.expiresAt, zone)),
        },
        {
          head: sayLink('lastUsed'),
          cell: (each) =>
            each.lastUsedAt === null ? sayLink('neverUsed') : formatDateTime(each.lastUsedAt, zone),
        },
        { head: sayLink('state'), cell: (each) => sayLink(STATE_WORDS[each.state]) },
      ]}
      acts={(each) =>
        each.state === 'active' ? (
          <Confirmed
            label={sayLink('revoke')}
            question={sayLink('revokeAsk', { name: each.name })}
            onYes={() => void revoke(each)}
          />
        ) : null
      }
    />
  );
}
