import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en, zh } from '../../../src/lib/i18n';

const params = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|svelte)$/.test(entry.name) ? [path] : [];
  });
}

describe('catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it.each(Object.keys(zh) as (keyof typeof zh)[])('%s has words and the same parameters in both', (key) => {
    expect(zh[key].trim()).not.toBe('');
    expect(en[key].trim()).not.toBe('');
    expect(params(en[key])).toEqual(params(zh[key]));
  });

  it('say nothing in the wrong language, but for the name and the switch', () => {
    const foreign = Object.entries(en).filter(([, text]) => /\p{Script=Han}/u.test(text));
    expect(foreign.map(([key]) => key).sort()).toEqual(['app.latin', 'language.switch']);
  });

  it('hold every Chinese word of the screen: the components have none of their own', () => {
    const own = [...sources('src/lib/ui'), ...sources('src/routes')].filter((path) =>
      /\p{Script=Han}/u.test(readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, ''))
    );
    expect(own).toEqual([]);
  });
});
