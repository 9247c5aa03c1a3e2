import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    // One shell for every address: the app is rendered in the browser alone, so no style attribute
    // ever reaches the HTML and the content security policy can stay without 'unsafe-inline'.
    adapter: adapter({ fallback: '404.html', precompress: false }),
    serviceWorker: { register: false },
    version: { name: process.env.TONGZHEN_BUILD ?? 'development', pollInterval: 0 },
    alias: {
      '$part/*': './src/lib/*',
      '$workers/*': './workers/*',
      '$compiled/*': './.build/pack/*'
    },
    typescript: {
      config: (config) => {
        config.include.push('../tests/**/*.ts', '../src/**/*.svelte.ts');
        config.exclude.push('../src/service-worker.ts');
        return config;
      }
    }
  }
};
