import { isMessageKey, type MessageKey } from '$part/i18n';
import type { FaultShown } from './views';

const DERIVING: Readonly<Record<string, MessageKey>> = {
  memory: 'clinic.fault.no-memory',
  time: 'clinic.fault.too-slow',
  worker: 'clinic.fault.no-worker'
};

/** The words of a fault; what has none of its own is the device's. */
export function faultKey({ tag, reason, field, fault }: FaultShown): MessageKey {
  const detail = { passphrase: reason, 'bad-text': field }[tag];
  const candidates = [
    tag === 'passphrase' ? `clinic.passphrase.${String(detail)}` : '',
    tag === 'bad-text' ? `clinic.fault.${String(detail)}` : '',
    tag === 'pin' ? `clinic.pin.fault.${String(reason)}` : '',
    tag === 'not-derived' ? (DERIVING[String(fault)] ?? '') : '',
    `clinic.people.fault.${tag}`,
    `clinic.message.${tag}`,
    `clinic.fault.${tag}`
  ];
  return candidates.find(isMessageKey) ?? 'clinic.fault.device';
}
