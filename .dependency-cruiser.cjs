/** The import table of docs/ARCHITECTURE.md. A folder without a row may import nothing and be imported by nobody. */
const table = {
  kernel: [],
  i18n: ['kernel'],
  knowledge: ['kernel'],
  schema: ['kernel', 'knowledge'],
  diagnosis: ['kernel', 'knowledge', 'schema'],
  device: ['kernel'],
  security: ['kernel', 'schema'],
  store: ['kernel', 'schema', 'security'],
  engine: ['kernel', 'knowledge', 'schema', 'diagnosis'],
  flows: ['kernel', 'i18n', 'knowledge', 'schema', 'diagnosis', 'device', 'security', 'store', 'engine'],
  ui: ['kernel', 'i18n', 'knowledge', 'schema']
};
/** The pure parts: no platform, and only the packages docs/DECISIONS.md gives them. */
const pure = {
  kernel: [],
  i18n: [],
  knowledge: ['valibot', 'papaparse', 'pinyin-pro'],
  schema: ['valibot'],
  diagnosis: []
};
const own = (part) => `^src/lib/${part}/`;
const any = (parts) => (parts.length ? `^src/lib/(${parts.join('|')})/` : '^$');

const rows = Object.entries(table).map(([part, allowed]) => ({
  name: `layer-${part}`,
  severity: 'error',
  comment: `${part} may import: ${allowed.join(', ') || 'nothing'}`,
  from: { path: own(part) },
  to: {
    path: '^(src|workers|hub|tools|models|tests)/',
    pathNot: [own(part), any(allowed), ...(part === 'engine' ? ['^workers/[a-z]+\\.ts$'] : [])]
  }
}));

const packages = Object.entries(pure).map(([part, names]) => ({
  name: `pure-${part}`,
  severity: 'error',
  comment: `${part} is pure: packages ${names.join(', ') || 'none'}`,
  from: { path: own(part) },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
    ...(names.length ? { pathNot: `node_modules/(${names.join('|')})/` } : {})
  }
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: ['^\\$app/', '^\\$env/', '^\\$service-worker$', '\\?', '^onnxruntime-web/', '^svelte/']
      }
    },
    {
      name: 'unknown-part',
      severity: 'error',
      comment: 'a new folder under src/lib needs a row in the import table',
      from: { path: '^src/lib/', pathNot: any(Object.keys(table)) },
      to: {}
    },
    {
      name: 'workers',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: '^(src|hub|tools)/', pathNot: any(['kernel', 'knowledge', 'schema', 'diagnosis']) }
    },
    {
      name: 'hub',
      severity: 'error',
      from: { path: '^hub/' },
      to: { path: '^(src|workers|tools)/', pathNot: any(['kernel', 'schema']) }
    },
    { name: 'tools', severity: 'error', from: { path: '^tools/' }, to: { path: '^src/(lib/ui|routes)/' } },
    {
      name: 'routes',
      severity: 'error',
      from: { path: '^src/routes/' },
      to: {
        path: '^(src/lib|workers|hub|tools)/',
        pathNot: any(['flows', 'ui', 'i18n', 'kernel', 'knowledge', 'schema'])
      }
    },
    {
      name: 'worker-only-in-engine',
      severity: 'error',
      from: { path: '^(src|hub)/', pathNot: ['^src/lib/engine/'] },
      to: { path: '^workers/' }
    },
    ...rows,
    ...packages
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.layers.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['import', 'types', 'svelte', 'browser', 'default'] }
  }
};
