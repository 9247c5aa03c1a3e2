import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { changed, smallPack, withFolder, type Files } from '../../fixtures/knowledge/small-pack';

const run = promisify(execFile);

interface Ran {
  readonly code: number;
  readonly output: string;
  readonly pack?: string;
}

/** `npm run knowledge` on files, as a user runs it. */
const knowledge = (files: Files, ...args: string[]): Promise<Ran> =>
  withFolder(files, async (folder) => {
    const out = path.join(folder, 'out');
    const file = path.join(out, 'pack.json');
    const command = ['tools/run.mjs', 'tools/knowledge/main.ts', '--pack', folder, '--out', out, ...args];
    const done = (code: number, output: string): Ran => ({
      code,
      output,
      ...(existsSync(file) ? { pack: readFileSync(file, 'utf8') } : {})
    });
    try {
      const { stdout, stderr } = await run('node', command);
      return done(0, stdout + stderr);
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return done(code, stdout + stderr);
    }
  });

describe('npm run knowledge', () => {
  it('compiles a good pack, prints its size, hashes and review lists', async () => {
    const { code, output, pack } = await knowledge(smallPack(), '--review');
    expect(output).toMatch(/4 conditions listed, 2 written, 30 findings: 0 errors, 0 warnings/);
    expect(output).toMatch(/brotli \d+\.\d KB of 1228\.8 KB/);
    expect(output).toMatch(/modelInputHash [0-9a-f]{64}/);
    expect(output).toMatch(/review: findings that no condition uses: 4\n {2}sign-u\n {2}sign-v\n/);
    expect(output).toMatch(/review: expired reviews: 0/);
    expect(code).toBe(0);
    expect(JSON.parse(pack ?? '{}')).toMatchObject({ format: 1, id: 'small' });
  });

  it('only validates with --check', async () => {
    const { code, output, pack } = await knowledge(smallPack(), '--check');
    expect(code).toBe(0);
    expect(output).toContain('0 errors');
    expect(pack).toBeUndefined();
  });

  it('prints every error with file, line and field, exits 1 and writes nothing', async () => {
    const { code, output, pack } = await knowledge(
      changed('conditions/cough/pneumonia.yaml', 'confirms: [sign-a]', 'confirms: [sing-a]')
    );
    expect(output).toMatch(
      /pneumonia\.yaml:\d+ confirms\.0: unknown finding "sing-a", did you mean "sign-a"\?/
    );
    expect(code).toBe(1);
    expect(pack).toBeUndefined();
  });
});
