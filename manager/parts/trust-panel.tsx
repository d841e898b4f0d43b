import type { ReactNode } from 'react';
import { formatDateTime } from '../../common/client/staff-format.ts';
import { entryLines } from '../../common/i18n/entry-lines.ts';
import { agentCode, type HallEncryption, spokenFingerprint } from '../../common/protocol/encryption.ts';
import { QrCode } from '../../common/ui/qr.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { saySecurity } from '../words.ts';
import { Missing } from './states.tsx';
import './trust-panel.css';

/** How devices come to trust the hall's certificate: file, QR code, fingerprint and the steps for each kind. */
export function TrustPanel(): ReactNode {
  const read = useRead('GET /encryption');
  return (
    <section className="encryption">
      <h2>{saySecurity('title')}</h2>
      {read.value === null ? <Missing read={read} /> : <Facts encryption={read.value} />}
    </section>
  );
}

/** The command that pairs an agent, with the fingerprint in its code where the hall has its own authority. */
export function AgentCommand({ code }: { code: string }): ReactNode {
  const read = useRead('GET /encryption');
  if (read.value === null) return null;
  const { address, httpPort, https } = read.value;
  const server = https === null ? `http://${address}:${httpPort}` : `https://${address}:${https.port}`;
  return (
    <span>
      {saySecurity('agentCommand')}{' '}
      <code className="agent-command">
        {`bin/motcua agent --server ${server} --pair ${agentCode(code, https)}`}
      </code>
    </span>
  );
}

function Facts({ encryption }: { encryption: HallEncryption }): ReactNode {
  const { address, https } = encryption;
  if (https === null) return <p className="second">{saySecurity('off')}</p>;
  const { protocol, pathname } = globalThis.location;
  const secure = protocol === 'https:';
  const date = formatDateTime(https.expiresAt, { timeZone: 'Asia/Ho_Chi_Minh' });
  return (
    <>
      <p className={secure ? 'good' : 'second'}>{saySecurity(secure ? 'trustedNow' : 'plainNow')}</p>
      <dl className="addresses">
        <div>
          <dt>{saySecurity('address')}</dt>
          <dd>
            <a href={`https://${address}:${https.port}${pathname}`}>{`https://${address}:${https.port}`}</a>
          </dd>
        </div>
        <div>
          <dt>{saySecurity('fingerprint')}</dt>
          <dd className="fingerprint">{spokenFingerprint(https.fingerprint)}</dd>
        </div>
      </dl>
      {https.source === 'given' ? (
        <p>
          {saySecurity('given')} {saySecurity('expiresGiven', { date })}
        </p>
      ) : (
        <OwnAuthority encryption={encryption} fingerprint={https.fingerprint} expires={date} />
      )}
    </>
  );
}

function OwnAuthority({
  encryption,
  fingerprint,
  expires,
}: {
  encryption: HallEncryption;
  fingerprint: string;
  expires: string;
}): ReactNode {
  const { address, httpPort } = encryption;
  return (
    <>
      <p className="second">{saySecurity('why')}</p>
      <div className="trust-file">
        <QrCode
          value={`http://${address}:${httpPort}/ca.crt#sha256=${fingerprint}`}
          title={saySecurity('qr')}
          size={148}
        />
        <div>
          <a className="act strong" href="/ca.crt" download="mot-cua-ca.crt">
            {saySecurity('file')}
          </a>
          <p className="second">{saySecurity('expires', { date: expires })}</p>
        </div>
      </div>
      <Steps title={saySecurity('windows')} steps={saySecurity('windowsSteps')}>
        <p>{saySecurity('windowsCommand')}</p>
        <code>certutil -addstore -f Root ca.crt</code>
      </Steps>
      <Steps title={saySecurity('android')} steps={saySecurity('androidSteps')} />
      <Steps title={saySecurity('linux')} steps={saySecurity('linuxSteps')}>
        <code>
          {`wget http://${address}:${httpPort}/ca.crt && certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n mot-cua -i ca.crt`}
        </code>
      </Steps>
      <Steps title={saySecurity('agent')} steps={saySecurity('agentSteps')} />
    </>
  );
}

/** Folded steps for one kind of device. */
function Steps({
  title,
  steps,
  children,
}: {
  title: string;
  steps: string;
  children?: ReactNode;
}): ReactNode {
  const lines = entryLines(steps);
  return (
    <details>
      <summary>{title}</summary>
      {lines.length === 1 ? (
        <p>{lines[0]}</p>
      ) : (
        <ol>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      )}
      {children}
    </details>
  );
}
