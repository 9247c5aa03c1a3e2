import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  // Without this condition ONNX Runtime's loader is bundled twice beside the copy that is shipped.
  resolve: {
    conditions: [
      'onnxruntime-web-use-extern-wasm',
      ...(process.env.VITEST ? ['browser'] : []),
      'module',
      'browser',
      'development|production'
    ]
  },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  server: { fs: { allow: ['workers', 'models', '.build'] } },
  build: { target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: false },
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/contract/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000
  }
});
