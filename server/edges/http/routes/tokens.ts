import { z } from 'zod';
import { MadeProgramToken, NewProgramToken, ProgramToken } from '../../../../common/protocol/links.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { answer, defineRoute } from '../route.ts';

export const tokenRoutes = [
  defineRoute({
    method: 'get',
    path: '/tokens',
    operationId: 'listTokens',
    summary: 'Tokens of programs, the newest first, without the tokens themselves',
    allowed: ['admin'],
    response: z.object({ tokens: z.array(ProgramToken) }),
    run: ({ services }) => answer({ tokens: services.programs.list() }),
  }),
  defineRoute({
    method: 'post',
    path: '/tokens',
    operationId: 'makeToken',
    summary: 'A token for a program, shown this once',
    allowed: ['admin'],
    body: NewProgramToken,
    response: MadeProgramToken,
    created: true,
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
  defineRoute({
    method: 'delete',
    path: '/tokens/:id',
    operationId: 'revokeToken',
    summary: 'End a token at once',
    allowed: ['admin'],
    response: z.object({ ok: z.literal(true) }),
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
