import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../../tools/bundle.mjs';

const PAGE = `<!doctype html>
<html lang="zh">
  <head>
    <meta charset="utf-8" />
    <title>Store</title>
    <script type="module" src="/driver.js"></script>
  </head>
  <body></body>
</html>
`;

/** A page that holds the real store and nothing else, as a folder that the real hub serves with its own headers. */
export async function storeSite(): Promise<string> {
  const folder = join(ROOT, '.build/faults');
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(ROOT, 'tests/faults/page/driver.ts')],
    absWorkingDir: ROOT,
    outfile: join(folder, 'driver.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    alias: { $part: join(ROOT, 'src/lib') },
    logLevel: 'warning',
    tsconfigRaw: { compilerOptions: { target: 'es2022', verbatimModuleSyntax: true } }
  });
  writeFileSync(join(folder, '404.html'), PAGE);
  return folder;
}
