import { err, ok, type Result } from '$part/kernel';
import type { UserId } from '$part/schema';
import { WarmUnlock, type ClinicKey, type Keyring, type WarmFault } from '$part/security';
import type { DeskSession } from '../desk-session';
import type { ClinicTools } from './page';

/** The PINs of this page: gone with it, and with the passphrase they stood for. */
export class WarmPins {
  readonly #pins = new Map<UserId, { readonly warm: WarmUnlock; readonly wrap: string | undefined }>();
  readonly #tools: Pick<ClinicTools, 'kdf' | 'cost'>;

  constructor(tools: Pick<ClinicTools, 'kdf' | 'cost'>) {
    this.#tools = tools;
  }

  async choose({ key, user, keyring }: DeskSession, pin: string) {
    const { kdf, cost } = this.#tools;
    const made = await WarmUnlock.make(key, pin, kdf, cost);
    if (!made.ok) return made;
    this.drop(user.id);
    this.#pins.set(user.id, { warm: made.value, wrap: wrapOf(keyring, user.id) });
    return ok(undefined);
  }

  /** Undefined where there is none, or where it was chosen under another passphrase than that of now. */
  triesOf(keyring: Keyring, user: UserId): number | undefined {
    const pin = this.#pins.get(user);
    if (!pin) return undefined;
    if (pin.wrap === wrapOf(keyring, user) && pin.warm.triesLeft > 0) return pin.warm.triesLeft;
    this.drop(user);
    return undefined;
  }

  /** The fifth wrong one is told as wrong too, so that it is counted; after it there is none to ask. */
  async unlock(keyring: Keyring, user: UserId, pin: string): Promise<Result<ClinicKey, WarmFault>> {
    const found = this.triesOf(keyring, user) === undefined ? undefined : this.#pins.get(user);
    if (!found) return err({ tag: 'gone' });
    const opened = await found.warm.unlock(pin);
    return !opened.ok && opened.error.tag === 'gone' ? err({ tag: 'wrong', triesLeft: 0 }) : opened;
  }

  drop(user: UserId): void {
    this.#pins.get(user)?.warm.forget();
    this.#pins.delete(user);
  }

  dropAll(): void {
    for (const user of [...this.#pins.keys()]) this.drop(user);
  }
}

const wrapOf = ({ wraps }: Keyring, user: UserId) => wraps.find((wrap) => wrap.user === user)?.id;
