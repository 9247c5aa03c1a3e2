import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * dependency-cruiser does not see imports inside .svelte files, so the two parts that hold them
 * carry their row of the import table here as well (docs/ARCHITECTURE.md).
 */
const onlyParts = (allowed) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          regex: `^(\\$part|\\$lib)/(?!(?:${allowed.join('|')})(?:/|$|\\.))`,
          message: `may import only: ${allowed.join(', ')}`
        }
      ]
    }
  ]
});

export default ts.config(
  { ignores: ['.build/', '.svelte-kit/', 'build/', 'node_modules/', 'playwright-report/', 'test-results/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        project: ['./tsconfig.json', './workers/tsconfig.json', './tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte']
      }
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true
        }
      ],
      'svelte/no-navigation-without-resolve': 'error'
    }
  },
  // Dates and sets that a function makes for itself and gives up at its end are no state of the screen.
  { files: ['src/lib/flows/**'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } },
  { files: ['src/service-worker.ts', 'workers/**'], languageOptions: { globals: { ...globals.worker } } },
  { files: ['src/**', 'workers/**'], rules: { 'no-console': 'error' } },
  { files: ['src/lib/ui/**'], rules: onlyParts(['ui', 'kernel', 'i18n', 'knowledge', 'schema']) },
  { files: ['src/routes/**'], rules: onlyParts(['flows', 'ui', 'i18n', 'kernel', 'knowledge', 'schema']) },
  {
    files: ['tools/**', 'hub/**', 'tests/**', '*.js', '*.cjs', '*.ts'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-console': 'off' }
  },
  { files: ['**/*.mjs', '**/*.cjs', '*.js'], extends: [ts.configs.disableTypeChecked] }
);
