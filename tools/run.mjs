/** node tools/run.mjs ENTRY.ts ARGS: bundles a TypeScript tool and runs it with the remaining arguments. */
import { runTool } from './run-tool.mjs';

const [entry, ...args] = process.argv.slice(2);
if (entry) {
  process.exitCode = await runTool(entry, args);
} else {
  console.error('usage: node tools/run.mjs ENTRY.ts [arguments]');
  process.exitCode = 2;
}
