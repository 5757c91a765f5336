// The one-way rule: main.ts → http | consumers | jobs | store | gateways → domain → money, ledger →
// nothing. What is forbidden here is what would make a service impossible to read by its folders.
const SHELLS = 'http|consumers|jobs|commands|store|gateways';
const PURE_PACKAGES = '^packages/(approvals|money|ledger|qris|rules)/src/';
const PAGE_PACKAGES =
  '(@mantine|@tanstack|react|react-dom|@types/react|@types/react-dom|i18next|react-i18next|zod)/';
const TEST = '\\.test\\.ts$|\\.samples\\.ts$';

const forbidden = [
  { name: 'no-cycles', from: {}, to: { circular: true } },
  {
    name: 'resolvable',
    comment: 'What cannot be found escapes every other rule.',
    from: { pathNot: 'node_modules' },
    to: { couldNotResolve: true },
  },
  {
    name: 'services-meet-in-events-only',
    from: { path: '^services/([^/]+)/' },
    to: { path: '^services/', pathNot: '^services/$1/' },
  },
  {
    name: 'packages-know-no-service',
    from: { path: '^packages/' },
    to: { path: '^services/' },
  },
  {
    name: 'product-knows-no-infra',
    from: { path: '^(packages|services)/[^/]+/src/' },
    to: { path: '^(infra|bench)/' },
  },
  {
    name: 'nothing-imports-tests',
    from: { pathNot: '^test/|^(packages|services|infra)/[^/]+/test/' },
    to: { path: '^test/|^(packages|services|infra)/[^/]+/test/' },
  },
  {
    name: 'product-knows-no-testkit',
    from: {
      path: '^(packages|services|infra)/[^/]+/src/',
      pathNot: '^packages/(service-)?testkit/|' + TEST,
    },
    to: { path: '^packages/(service-)?testkit/' },
  },
  {
    name: 'packages-have-a-front-door',
    from: { path: '^(?:packages|services|infra)/([^/]+)/|^(?:test|bench)/' },
    to: { path: '^packages/[^/]+/src/', pathNot: '^packages/($1/|[^/]+/src/index\\.ts$)' },
  },
  {
    name: 'shells-know-not-each-other',
    from: { path: `^services/[^/]+/src/(${SHELLS})/` },
    to: { path: `^services/[^/]+/src/(${SHELLS})/`, pathNot: '^services/[^/]+/src/$1/' },
  },
  {
    name: 'nobody-imports-main',
    from: {},
    to: { path: '/src/main\\.ts$' },
  },
  {
    name: 'only-main-reads-config',
    from: {
      path: '^services/',
      pathNot: '/src/(main|parts|start[a-z-]*)\\.ts$|^services/[^/]+/test/|' + TEST,
    },
    to: { path: '^services/[^/]+/src/config\\.ts$' },
  },
  {
    name: 'domain-knows-domain-money-ledger',
    from: { path: '^services/[^/]+/src/domain/', pathNot: TEST },
    to: { pathNot: '^services/[^/]+/src/domain/|^packages/events/src/|' + PURE_PACKAGES },
  },
  {
    name: 'domain-knows-only-the-shape-of-events',
    comment: 'A type leaves nothing at run time; a codec would.',
    from: { path: '^services/[^/]+/src/domain/', pathNot: TEST },
    to: { path: '^packages/events/src/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'pure-packages-are-pure',
    from: { path: PURE_PACKAGES, pathNot: TEST },
    to: { pathNot: PURE_PACKAGES },
  },
  {
    name: 'money-knows-nothing',
    from: { path: '^packages/money/src/', pathNot: TEST },
    to: { pathNot: '^packages/money/src/' },
  },
  {
    name: 'only-stores-know-mongoose',
    from: { path: '^services/[^/]+/src/', pathNot: '^services/[^/]+/src/store/' },
    to: { path: 'node_modules/(mongoose|mongodb)/' },
  },
  {
    name: 'only-messaging-knows-kafkajs',
    from: { path: '^(packages|services)/', pathNot: '^packages/(messaging|service|testkit)/' },
    to: { path: 'node_modules/kafkajs/' },
  },
  {
    name: 'a-page-knows-only-itself',
    comment: 'What runs in a browser is its own files and packages made for browsers.',
    from: { path: '^services/[^/]+/web/', pathNot: '/vite\\.config\\.ts$|' + TEST },
    to: { pathNot: '^services/[^/]+/(web/|locales/web\\.)|node_modules/' + PAGE_PACKAGES },
  },
  {
    name: 'only-pages-know-pages',
    from: { path: '^(packages|services|infra)/', pathNot: '^services/[^/]+/web/' },
    to: { path: '^services/[^/]+/web/' },
  },
  {
    name: 'only-http-knows-express',
    comment: 'The console is a web app with pages and streams; its API is that of the services.',
    from: { path: '^(packages|services)/', pathNot: '^(packages/http|services/console)/' },
    to: { path: 'node_modules/(express|jose|helmet)/', pathNot: '^packages/testkit/' },
  },
];

export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.ts$|/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
