/** npm run build: installs what is missing, then builds (tools/build/main.ts). */
import { runTool } from './run-tool.mjs';

process.exitCode = await runTool('tools/build/main.ts', []);
