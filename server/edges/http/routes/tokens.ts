import { refused } from '../../../../common/protocol/refusals.ts';
import { answer, defineRoute } from '../route.ts';

export const tokenRoutes = [
  defineRoute('GET /tokens', {
    summary: 'Tokens of programs, the newest first, without the tokens themselves',
    allowed: ['admin'],
    run: ({ services }) => answer({ tokens: services.programs.list() }),
  }),
  defineRoute('POST /tokens', {
    summary: 'A token for a program, shown this once',
    allowed: ['admin'],
    run: async ({ services, body, principal }) => {
      const by = principal.kind === 'user' ? principal.username : 'api';
      const made = services.programs.make(body, by);
      if (!made.ok) return made;
      const { token, row } = made.value;
      await services.hall.record(
        [
          {
            type: 'program:token-made',
            tokenId: row.id,
            name: row.name,
            scopes: row.scopes,
            expiresAt: row.expiresAt,
          },
        ],
        { kind: 'user', id: by },
      );
      return answer({ ...row, token }, 201);
    },
  }),
  defineRoute('DELETE /tokens/:id', {
    summary: 'End a token at once',
    allowed: ['admin'],
    run: async ({ services, params, principal }) => {
      const tokenId = params.id ?? '';
      const name = services.access.revokeProgram(tokenId);
      if (name === null) return refused('not_found', 'no such token in use');
      const by = principal.kind === 'user' ? principal.username : 'api';
      await services.hall.record([{ type: 'program:token-revoked', tokenId, name }], {
        kind: 'user',
        id: by,
      });
      return answer({ ok: true });
    },
  }),
];
