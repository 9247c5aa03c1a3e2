import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, canonicalJson } from '$part/kernel';
import { type RecordKind, readRecord } from '$part/schema';

const FOLDER = join(import.meta.dirname, '../../fixtures/records');
const NAME = /^([a-z-]+)\.v(\d+)\.json$/;

/** Values as one version of a kind stored them. Those of the next version are what these become. */
export interface RecordFixture {
  readonly file: string;
  readonly kind: string;
  readonly version: number;
  readonly values: readonly unknown[];
}

export const canonical = (value: unknown) => canonicalJson(value as Json);
const json = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));

export const FIXTURES: readonly RecordFixture[] = readdirSync(FOLDER).flatMap((file) => {
  const [, kind, version] = NAME.exec(file) ?? [];
  if (kind === undefined) return [];
  const stored = json(file) as { version: number; values: unknown[] };
  if (stored.version !== Number(version)) throw new Error(`${file} says version ${stored.version}`);
  return [{ file, kind, ...stored }];
});

/** SHA-256 of every fixture as it was when its version shipped. */
export const FROZEN = json('frozen.json') as Readonly<Record<string, string>>;
export const hashOf = ({ version, values }: RecordFixture) =>
  createHash('sha256').update(canonical({ version, values })).digest('hex');

/** What is not tested of a kind's history: migrations no fixture of the version before runs, versions without any. */
export function untested<T>(kind: RecordKind<T>, fixtures: readonly RecordFixture[]): string[] {
  const own = fixtures.filter((fixture) => fixture.kind === kind.name);
  const run = new Set<number>();
  for (const { version, values } of own) {
    const first = version + 1;
    const migrations = kind.migrations.map(({ to, up }) => ({
      to,
      up: (value: unknown) => {
        if (to === first) run.add(to);
        return up(value);
      }
    }));
    for (const value of values) readRecord({ ...kind, migrations }, { version, value });
  }
  const versions = Array.from({ length: kind.version }, (_, index) => index + 1);
  return [
    ...versions
      .filter((version) => !own.some((one) => one.version === version))
      .map((version) => `fixture ${version}`),
    ...versions
      .slice(1)
      .filter((to) => !run.has(to))
      .map((to) => `migration ${to}`)
  ];
}
