import { chromiumPath } from '../../tools/test/chromium.mjs';
import { browserRows } from './browser-rows';
import { nodeRows } from './node-rows';

await nodeRows();
if (chromiumPath() === undefined) console.log('browser: no Chromium on the PATH, its rows are left out');
else await browserRows();
