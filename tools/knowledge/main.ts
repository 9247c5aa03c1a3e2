import { canonicalJson } from '$part/kernel';
import type { Json } from '$part/kernel';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { compileModel } from './compile-model';
import { compilePack } from './compile-pack';
import { kappaReport } from './kappa-report';
import { mergePilots } from './merge-pilots';
import { printed } from './report';
import { reviewLists } from './review-lists';
import { validate } from './validate';

/** Budget of the compiled pack, brotli (docs/ARCHITECTURE.md). */
const BUDGET_BYTES = 1.2 * 1024 * 1024;
const SHOWN_WARNINGS = 10;
const USAGE = `npm run knowledge -- [options]
  --check              only validates
  --review             prints the review lists in full
  --warnings           prints every warning
  --pack DIR           sources, models/primary-care by default
  --out DIR            compiled pack, .build/pack by default
  --reference DIR      compares with published frequencies in DIR
  --kappa DIR          agreement of the hands in DIR/hand-a, hand-b, hand-c
  --merge-pilots DIR OUT  writes the merged files of the hands into OUT`;

const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;

const OPTIONS = {
  pack: { type: 'string', default: 'models/primary-care' },
  out: { type: 'string', default: '.build/pack' },
  check: { type: 'boolean', default: false },
  review: { type: 'boolean', default: false },
  warnings: { type: 'boolean', default: false },
  reference: { type: 'string' },
  kappa: { type: 'string' },
  'merge-pilots': { type: 'string' },
  help: { type: 'boolean', default: false }
} as const;

/** The arguments, or what is wrong with them. */
function readArguments() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function run(): number {
  const read = readArguments();
  if (typeof read === 'string') {
    console.error(`${read}\n${USAGE}`);
    return 2;
  }
  const { values: options, positionals } = read;
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const folder = path.resolve(options.pack);
  const { report, sources, resolve } = validate(folder);

  if (options.kappa !== undefined) {
    for (const line of kappaReport(path.resolve(options.kappa), resolve)) console.log(line);
    return 0;
  }
  if (options['merge-pilots'] !== undefined) {
    const [out] = positionals;
    if (out === undefined) {
      console.error(USAGE);
      return 2;
    }
    for (const line of mergePilots(path.resolve(options['merge-pilots']), path.resolve(out)))
      console.log(line);
    return 0;
  }

  for (const line of printed(report.errors)) console.error(line);
  const warnings = report.problems.filter((problem) => problem.level === 'warning');
  const shown = options.warnings ? warnings : warnings.slice(0, options.check ? SHOWN_WARNINGS : 0);
  for (const line of printed(shown)) console.log(`warning: ${line}`);
  console.log(
    `${sources.list.length} conditions listed, ${sources.conditions.length} written, ${sources.findings.length} findings: ` +
      `${report.errors.length} errors, ${warnings.length} warnings${options.warnings ? '' : ' (--warnings lists them all)'}`
  );
  if (report.errors.length > 0) return 1;

  const today = new Date().toISOString().slice(0, 7);
  const reference = options.reference === undefined ? undefined : path.resolve(options.reference);
  for (const list of reviewLists(sources, resolve, today, reference)) {
    console.log(`review: ${list.title}: ${list.items.length}`);
    if (options.review) for (const item of list.items) console.log(`  ${item}`);
  }
  if (options.check) return 0;

  const pack = compilePack(sources, resolve);
  const json = canonicalJson(pack as unknown as Json);
  const out = path.resolve(options.out);
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'pack.json'), json);
  const { onnx, card } = compileModel(pack, sources.pack?.value.date ?? '');
  writeFileSync(path.join(out, 'diagnosis.onnx'), onnx);
  writeFileSync(path.join(out, 'card.json'), canonicalJson(card));
  console.log(`${path.relative(process.cwd(), path.join(out, 'diagnosis.onnx'))}: ${kb(onnx.length)}`);
  const raw = Buffer.byteLength(json);
  const brotli = brotliCompressSync(json, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  console.log(
    `${path.relative(process.cwd(), path.join(out, 'pack.json'))}: ${kb(raw)}, brotli ${kb(brotli)} of ${kb(BUDGET_BYTES)}`
  );
  console.log(`packHash ${pack.packHash}\nmodelInputHash ${pack.modelInputHash}`);
  if (brotli > BUDGET_BYTES) {
    console.error('the compiled pack exceeds its budget');
    return 1;
  }
  return 0;
}

process.exitCode = run();
