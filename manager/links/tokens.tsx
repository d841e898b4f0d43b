import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatDateTime } from '../../common/client/staff-format.ts';
import type { links } from '../../common/i18n/vi/links.ts';
import type { ProgramToken, Scope } from '../../common/protocol/links.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
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
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
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
    <>
      <p className="second">{sayLink('tokensHint')}</p>
      <TokenForm
        scopeName={(scope) => sayLink(SCOPE_WORDS[scope])}
        onMade={(token) => {
          setSaid(null);
          setMade(token);
          read.again();
        }}
        onRefused={(text) => setSaid({ bad: true, text })}
      />
      {said === null ? null : (
        <p className={said.bad ? 'problem' : 'good'} role="status">
          {said.text}
        </p>
      )}
      {made === null ? null : (
        <ShownOnce
          title={sayLink('madeTitle', { name: made.name })}
          secret={made.token}
          onClose={() => setMade(null)}
        />
      )}
      {read.value === null ? (
        <Missing read={read} />
      ) : read.value.tokens.length === 0 ? (
        <p className="empty">{sayLink('empty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{sayLink('name')}</th>
              <th scope="col">{sayLink('scopes')}</th>
              <th scope="col">{sayLink('created')}</th>
              <th scope="col">{sayLink('expires')}</th>
              <th scope="col">{sayLink('lastUsed')}</th>
              <th scope="col">{sayLink('state')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {read.value.tokens.map((each) => (
              <tr key={each.id}>
                <td>{each.name}</td>
                <td>{each.scopes.map((scope) => sayLink(SCOPE_WORDS[scope])).join(', ')}</td>
                <td>{formatDateTime(each.createdAt, zone)}</td>
                <td>{each.expiresAt === null ? sayLink('noEnd') : formatDateTime(each.expiresAt, zone)}</td>
                <td>
                  {each.lastUsedAt === null ? sayLink('neverUsed') : formatDateTime(each.lastUsedAt, zone)}
                </td>
                <td>{sayLink(STATE_WORDS[each.state])}</td>
                <td>
                  {each.state === 'active' ? (
                    <Confirmed
                      label={sayLink('revoke')}
                      question={sayLink('revokeAsk', { name: each.name })}
                      onYes={() => void revoke(each)}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
