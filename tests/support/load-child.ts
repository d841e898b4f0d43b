/** Clients of a hall in a process of their own: some draw, some call. Writes what they were told as one line of JSON. */
interface Order {
  readonly url: string;
  readonly token: string;
  readonly name: string;
  readonly drawers: number;
  readonly ticketsEach: number;
  readonly counters: readonly string[];
  readonly fields: readonly string[];
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const told = {
  issued: [] as { id: string; number: string; key: string }[],
  called: [] as { id: string; counter: string; key: string }[],
  refused: {} as Record<string, number>,
};

async function post(path: string, body: object, key: string): Promise<Record<string, unknown> | null> {
  const answer = await fetch(`${order.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${order.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  const value = (await answer.json()) as Record<string, unknown>;
  if (answer.ok) return value;
  const { code } = value.error as { code: string };
  told.refused[code] = (told.refused[code] ?? 0) + 1;
  return null;
}

async function draw(at: number): Promise<void> {
  for (let count = 0; count < order.ticketsEach; count += 1) {
    const key = `${order.name}-draw-${at}-${count}`;
    const field = order.fields[(at + count) % order.fields.length];
    const ticket = await post('/tickets', { field, printer: null }, key);
    if (ticket) told.issued.push({ id: String(ticket.id), number: String(ticket.number), key });
    // Every seventh answer is lost on the way: the client asks again and must hear the same.
    if (count % 7 !== 0) continue;
    const again = await post('/tickets', { field, printer: null }, key);
    if (again?.id !== ticket?.id) throw new Error(`${key} became two tickets`);
  }
}

let drawing = true;

async function call(counter: string): Promise<void> {
  for (let count = 0; ; count += 1) {
    const last = !drawing;
    const key = `${order.name}-call-${counter}-${count}`;
    const reply = await post(`/counters/${counter}/call-next`, {}, key);
    const ticket = reply?.ticket as { id: string } | undefined;
    if (ticket) told.called.push({ id: ticket.id, counter, key });
    else if (last) return;
  }
}

const calling = order.counters.map(call);
await Promise.all(Array.from({ length: order.drawers }, (_, at) => draw(at)));
drawing = false;
await Promise.all(calling);
process.stdout.write(`${JSON.stringify(told)}\n`);
