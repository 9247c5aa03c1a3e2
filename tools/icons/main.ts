/** Draws the PNG icons from the SVG marks: node tools/run.mjs tools/icons/main.ts. The PNGs are committed. */
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { chromiumPath, CHROMIUM_FLAGS } from '../test/chromium.mjs';

const FOLDER = 'static/icons';
const ICONS = [
  { from: 'mark', to: 'mark-192', size: 192 },
  { from: 'mark', to: 'mark-512', size: 512 },
  { from: 'mark-maskable', to: 'mark-maskable-512', size: 512 }
];

const executablePath = chromiumPath();
if (executablePath === undefined) throw new Error('Chromium is missing');
const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
const page = await browser.newPage();
for (const { from, to, size } of ICONS) {
  const svg = readFileSync(`${FOLDER}/${from}.svg`, 'utf8').replace(
    '<svg ',
    `<svg width="${size}" height="${size}" `
  );
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: `${FOLDER}/${to}.png`, omitBackground: true });
  console.log(`${FOLDER}/${to}.png`);
}
await browser.close();
