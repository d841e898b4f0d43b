import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Template } from '../../common/protocol/catalogue.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { SignedIn } from '../../common/protocol/rest/session.ts';
import { ConfigError } from '../config.ts';
import { templateEvents } from '../domain/template.ts';
import type { Hall } from '../hall/hall.ts';
import type { SecretStore } from '../storage/secrets.ts';
import type { Access } from './access.ts';
import { judged, passwordRefusal } from './password-rules.ts';
import { tokenHash } from './token-hash.ts';

export interface SetUpRequest {
  readonly token: string;
  readonly template: string;
  readonly hallName: string;
  readonly superiorName?: string | undefined;
  readonly adminPassword: string;
}

export interface SetUpResult extends SignedIn {
  readonly kioskCode: string;
  readonly displayCode: string;
}

const TOKEN_NAME = 'set-up-token';

/** First run: a working hall from a template at once, and a one-time link by which a person makes it theirs. */
export class SetUp {
  private readonly hall: Hall;
  private readonly access: Access;
  private readonly secrets: SecretStore;
  private readonly templates: ReadonlyMap<string, Template>;

  constructor(options: {
    hall: Hall;
    access: Access;
    secrets: SecretStore;
    templates: ReadonlyMap<string, Template>;
  }) {
    this.hall = options.hall;
    this.access = options.access;
    this.secrets = options.secrets;
    this.templates = options.templates;
  }

  /** Whether a person still has to confirm the hall. */
  get needed(): boolean {
    return this.access.listAccounts().every((account) => account.role !== 'admin');
  }

  /**
   * Makes an empty data folder a hall that can issue, and either the account `admin` (password given) or a set-up token.
   * @throws ConfigError when the password that was given is among the first that are tried
   * @returns the one-time token to print, or null when nothing is left to set up.
   */
  async firstRun(firstTemplate: string, adminPassword: string | null): Promise<string | null> {
    const weak = adminPassword !== null && this.needed ? passwordRefusal(adminPassword, 'admin') : null;
    if (weak) throw new ConfigError(`ADMIN_PASSWORD cannot be used: ${weak.message}`);
    const template = this.templates.get(firstTemplate);
    if (!template) throw new Error(`no template ${firstTemplate}`);
    if (this.hall.state.fields.size === 0)
      await this.hall.record(templateEvents(this.hall.state, template, adminPassword !== null));
    if (!this.needed) return null;
    if (adminPassword !== null) {
      await this.access.addAccount({
        username: 'admin',
        displayName: 'Quản trị',
        role: 'admin',
        password: adminPassword,
      });
      await this.hall.record([{ type: 'account:changed', username: 'admin', role: 'admin' }]);
      return null;
    }
    const token = randomBytes(18).toString('base64url');
    this.secrets.set(TOKEN_NAME, tokenHash(token));
    return token;
  }

  /** What the person at the set-up page decided. The token works once. */
  async complete(request: SetUpRequest): Promise<Outcome<SetUpResult>> {
    if (!this.needed) return refused('already_set_up', 'this hall has been set up');
    const expected = this.secrets.get(TOKEN_NAME);
    const given = tokenHash(request.token);
    if (expected === undefined || !timingSafeEqual(Buffer.from(expected), Buffer.from(given)))
      return refused('forbidden', 'the set-up link is not valid; start the server again for a new one');
    const weak = judged(request.adminPassword, 'admin');
    if (weak) return weak;
    if (!this.templates.has(request.template))
      return refused('unknown_template', `no template ${request.template}`);
    const reply = await this.hall.execute(
      'template:apply',
      { template: request.template, hallName: request.hallName },
      {
        commander: { kind: 'system', id: 'set-up' },
        commandId: `set-up-${given.slice(0, 16)}-${request.template}`,
      },
    );
    if (reply.refusal) return { ok: false, refusal: reply.refusal };
    if (request.superiorName !== undefined)
      await this.hall.record([{ type: 'settings:changed', changes: { superiorName: request.superiorName } }]);
    const account = await this.access.addAccount({
      username: 'admin',
      displayName: 'Quản trị',
      role: 'admin',
      password: request.adminPassword,
    });
    if (!account.ok) return account;
    this.secrets.remove(TOKEN_NAME);
    await this.hall.record([{ type: 'account:changed', username: 'admin', role: 'admin' }]);
    return {
      ok: true,
      value: {
        ...this.access.openSession(account.value),
        kioskCode: this.access.makePairingCode('kiosk', 'Kiosk 1', null).code,
        displayCode: this.access.makePairingCode('display', 'Màn hình 1', null).code,
      },
    };
  }
}
