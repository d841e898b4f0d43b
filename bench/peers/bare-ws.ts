import { WebSocketServer } from 'ws';
import { answerParent } from '../child.ts';

/** The least that can be done: whatever one link says goes to all others. */
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    for (const each of server.clients) if (each !== socket) each.send(data, { binary: false });
  });
});

answerParent(
  {
    where: () => {
      const address = server.address();
      if (typeof address !== 'object' || address === null) throw new Error('not listening');
      return address.port;
    },
  },
  async () => {
    server.close();
  },
);
