import { CODINGS, type Coding, type Entry } from './site';

/** The smallest coding of an entry that the Accept-Encoding header allows (RFC 9110, 12.5.3). */
export function acceptedCoding(entry: Entry, acceptEncoding: string | undefined): Coding {
  const weights = new Map<string, number>();
  for (const part of (acceptEncoding ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    if (name) weights.set(name, Number.isNaN(weight) ? 0 : weight);
  }
  const allowed = CODINGS.find(
    ({ name }) => entry.variants[name] !== undefined && (weights.get(name) ?? weights.get('*') ?? 0) > 0
  );
  return allowed?.name ?? 'identity';
}
