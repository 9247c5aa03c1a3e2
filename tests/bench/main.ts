import { chromiumPath } from '../../tools/test/chromium.mjs';
import { browserRows } from './browser-rows';
import { nodeRows } from './node-rows';
import { searchRows } from './search-rows';

await nodeRows();
await searchRows();
if (chromiumPath() === undefined) console.log('browser: no Chromium on the PATH, its rows are left out');
else await browserRows();
