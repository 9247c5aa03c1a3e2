import type { OfflineFile } from '../../src/lib/device/protocol';

/** Bytes over the line for everything that offline use needs, brotli (docs/DECISIONS.md). */
export const FIRST_INSTALL_LIMIT = 8_000_000;

const CLASSES: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'runtime', pattern: /ort-wasm.*\.(?:wasm|mjs)$/ },
  { name: 'model', pattern: /\.onnx$/ },
  { name: 'pack', pattern: /(?:pack|card)[^/]*\.json$/ }
];
const OTHER = 'app';

export interface FirstInstall {
  readonly total: number;
  readonly classes: readonly { readonly name: string; readonly bytes: number }[];
}

/** What the first installation weighs on the line, by class. */
export function firstInstall(list: readonly OfflineFile[]): FirstInstall {
  const classes = new Map([...CLASSES.map(({ name }) => name), OTHER].map((name) => [name, 0]));
  for (const { url, bytes, parts, onDemand } of list) {
    if (onDemand) continue;
    const name = CLASSES.find(({ pattern }) => pattern.test(url))?.name ?? OTHER;
    const sent = parts ? parts.reduce((sum, part) => sum + part.bytes, 0) : bytes;
    classes.set(name, (classes.get(name) ?? 0) + sent);
  }
  return {
    total: [...classes.values()].reduce((sum, bytes) => sum + bytes, 0),
    classes: [...classes].map(([name, bytes]) => ({ name, bytes }))
  };
}

/** `First install: 3.21 of 8.00 MB brotli (runtime 2.30, ...)` */
export function budgetLine({ total, classes }: FirstInstall): string {
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(2);
  const parts = classes.map(({ name, bytes }) => `${name} ${mb(bytes)}`).join(', ');
  return `First install: ${mb(total)} of ${mb(FIRST_INSTALL_LIMIT)} MB brotli (${parts})`;
}
