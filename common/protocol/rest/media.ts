import { z } from 'zod';
import { BoardMedia, MediaDates, MediaName, MediaShelf } from '../board-media.ts';
import type { CallTable } from './call.ts';
import { Done } from './call.ts';

/** Pictures and silent videos for the boards. */
export const mediaCalls = {
  'GET /media': { operationId: 'listBoardMedia', response: BoardMedia },
  'GET /media/shelf': { operationId: 'readMediaShelf', response: MediaShelf },
  'POST /media': {
    operationId: 'addMedia',
    query: z.object({ name: MediaName }),
    response: z.object({ name: z.string() }),
    status: 201,
  },
  'PUT /media/order': {
    operationId: 'orderMedia',
    body: z.strictObject({ names: z.array(MediaName).max(500) }),
    response: Done,
  },
  'PUT /media/:name/dates': { operationId: 'dateMedia', body: MediaDates, response: Done },
  'POST /media/:name/restore': { operationId: 'restoreMedia', response: Done },
  'DELETE /media/:name': { operationId: 'removeMedia', response: Done },
} as const satisfies CallTable;
