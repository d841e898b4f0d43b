import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushMessage } from '../../common/protocol/push.ts';

const base64url = (bytes: Buffer) => bytes.toString('base64url');

/** A phone's browser: its keys, and what it reads of a message (RFC 8291, RFC 8188). */
export class PushPhone {
  private readonly ecdh = createECDH('prime256v1');
  private readonly auth = randomBytes(16);
  readonly name: string;

  constructor(name: string) {
    this.name = name;
    this.ecdh.generateKeys();
  }

  /** As the browser tells it to the hall. */
  subscription(origin: string, language = 'vi') {
    return {
      endpoint: `${origin}/push/${this.name}`,
      p256dh: base64url(this.ecdh.getPublicKey()),
      auth: base64url(this.auth),
      language,
    };
  }

  read(body: Buffer): PushMessage {
    const [salt, keyLength] = [body.subarray(0, 16), body.readUInt8(20)];
    const sender = body.subarray(21, 21 + keyLength);
    const sealed = body.subarray(21 + keyLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.ecdh.getPublicKey(), sender]);
    const shared = Buffer.from(hkdfSync('sha256', this.ecdh.computeSecret(sender), this.auth, info, 32));
    const part = (name: string, length: number) =>
      Buffer.from(hkdfSync('sha256', shared, salt, `Content-Encoding: ${name}\0`, length));
    const decipher = createDecipheriv('aes-128-gcm', part('aes128gcm', 16), part('nonce', 12));
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    // The last record ends with a 2, then nothing but padding.
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')) as PushMessage;
  }
}

/** Whether a push service would take it: a token of RFC 8292, signed by the key it names, for this service, not too old. */
function isVouched(authorization: string, origin: string, key: string): boolean {
  const found = /^vapid t=([^,]+), k=(.+)$/.exec(authorization);
  const [head = '', claims = '', signature = ''] = found?.[1]?.split('.') ?? [];
  if (found?.[2] !== key) return false;
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: base64url(point.subarray(1, 33)), y: base64url(point.subarray(33)) },
  });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  const nowS = Date.now() / 1_000;
  return (
    isSigned &&
    aud === origin &&
    Number(exp) > nowS &&
    Number(exp) <= nowS + 86_400 &&
    /^(https:|mailto:)/.test(String(sub))
  );
}

/** A push service that takes what is vouched for by the hall's key alone, and hands it to the phones it knows. */
export class PushPeer {
  /** How it answers; null: not at all. */
  answers: (phone: string) => number | null = () => 201;
  /** The hall's key; tries by another are turned away. */
  key = '';
  readonly phones = new Map<string, PushPhone>();
  readonly heard: { readonly phone: string; readonly message: PushMessage }[] = [];
  tries = 0;
  origin = '';
  private server!: Server;

  async begin(): Promise<this> {
    this.server = createServer((req, res) => {
      const parts: Buffer[] = [];
      req.on('data', (part: Buffer) => parts.push(part));
      req.on('end', () => {
        this.tries += 1;
        const phone = this.phones.get(req.url?.split('/').at(-1) ?? '');
        const status = this.take(req.headers, phone, Buffer.concat(parts));
        if (status !== null) res.writeHead(status).end();
      });
    });
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  phone(name: string): PushPhone {
    const phone = this.phones.get(name) ?? new PushPhone(name);
    this.phones.set(name, phone);
    return phone;
  }

  /** What one phone was told, the titles in order. */
  told(name: string): string[] {
    return this.heard.filter(({ phone }) => phone === name).map(({ message }) => message.title);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  private take(
    headers: NodeJS.Dict<string | string[]>,
    phone: PushPhone | undefined,
    body: Buffer,
  ): number | null {
    if (!isVouched(String(headers.authorization), this.origin, this.key)) return 403;
    if (headers['content-encoding'] !== 'aes128gcm' || !(Number(headers.ttl) > 0)) return 400;
    if (phone === undefined) return 410;
    const status = this.answers(phone.name);
    if (status !== null && status < 300) this.heard.push({ phone: phone.name, message: phone.read(body) });
    return status;
  }
}
