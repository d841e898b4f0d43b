import { createServer, type Server as HttpServer } from 'node:http';
import { type Socket, Server as SocketServer } from 'socket.io';
import type {
  AgentHello,
  ButtonPress,
  PrinterState,
  PrintLate,
  PrintRequest,
  PrintResult,
} from '../../common/protocol/hardware.ts';

/** The server's side of an agent's socket, with a pairing call: what an agent meets, and no hall behind it. */
export class AgentServer {
  readonly codes = new Set<string>();
  readonly hellos: AgentHello[] = [];
  readonly states: PrinterState[] = [];
  readonly lates: PrintLate[] = [];
  readonly results: PrintResult[] = [];
  readonly presses: ButtonPress[] = [];
  /** False: messages arrive, but their acknowledgement is lost. */
  answers = true;
  revoked = false;
  /** Jobs that are no longer wanted: taken back when an agent greets with them. */
  readonly unwanted = new Set<string>();
  claims = 0;
  port = 0;
  private http: HttpServer | null = null;
  private io: SocketServer | null = null;
  private agent: Socket | null = null;

  async start(port = 0): Promise<void> {
    const http = createServer((request, response) => {
      let body = '';
      request.on('data', (text: Buffer) => {
        body += text.toString();
      });
      request.on('end', () => {
        // A server of before that knows no keys.
        if (request.method === 'GET') {
          response.statusCode = 404;
          response.end();
          return;
        }
        const { code } = JSON.parse(body) as { code: string };
        this.claims += 1;
        response.setHeader('content-type', 'application/json');
        if (request.url !== '/api/v1/devices/claim' || !this.codes.delete(code)) {
          response.statusCode = 422;
          response.end(
            JSON.stringify({ error: { code: 'pairing_code_invalid', message: 'this code is wrong' } }),
          );
          return;
        }
        response.end(
          JSON.stringify({ token: `token-${code}`, device: { id: 'agent-1', kind: 'agent', name: 'Sảnh' } }),
        );
      });
    });
    this.http = http;
    const io = new SocketServer(http);
    this.io = io;
    io.use((socket, next) => {
      const { token } = socket.handshake.auth as { token?: string };
      next(this.revoked || !token?.startsWith('token-') ? new Error('unauthorized') : undefined);
    });
    io.on('connection', (socket) => this.serve(socket));
    await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
    const address = http.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    this.agent = null;
    await this.io?.close();
    this.http?.close();
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get connected(): boolean {
    return this.agent !== null;
  }

  async print(request: PrintRequest): Promise<boolean> {
    if (this.agent === null) return false;
    const reply = (await this.agent.timeout(5_000).emitWithAck('agent:print', request)) as {
      accepted: boolean;
    };
    return reply.accepted;
  }

  tell(event: string, body: object): void {
    this.agent?.emit(event, body);
  }

  private serve(socket: Socket): void {
    this.agent = socket;
    socket.on('disconnect', () => {
      if (this.agent === socket) this.agent = null;
    });
    socket.on('agent:hello', (hello: AgentHello) => {
      this.hellos.push(hello);
      for (const jobId of hello.jobs ?? [])
        if (this.unwanted.has(jobId))
          socket.emit('agent:cancel-print', { jobId, ticketId: jobId, printer: 'Sảnh' });
      socket.emit('agent:go-on');
    });
    socket.on('agent:printer-state', (state: PrinterState) => this.states.push(state));
    socket.on('agent:print-late', (late: PrintLate) => this.lates.push(late));
    socket.on('agent:print-result', (result: PrintResult, answer: (reply: { ok: boolean }) => void) => {
      this.results.push(result);
      if (this.answers) answer({ ok: true });
    });
    socket.on('agent:button', (press: ButtonPress, answer: (reply: { ok: boolean }) => void) => {
      this.presses.push(press);
      if (this.answers) answer({ ok: true });
    });
  }
}
