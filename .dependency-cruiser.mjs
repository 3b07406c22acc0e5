/** Which way imports run: docs/adr and the folders' names say why; `npx depcruise .` holds it. */
const ours = '^(infra|functions|shared|local|web|test|bench|docs|examples)/';

/** Nothing in `from` may import anything in `to`. */
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** The SDKs and formats that adapters keep to themselves. */
const vendors = '^node_modules/(@aws-sdk|@smithy|twilio|feed|sanitize-html|undici)/';
/** Parts of Node that compute and touch nothing: hashes, gzip, `isIP`, deep equality. */
const pureNode = '^(node:)?(crypto|net|util|zlib)$';
const cdk = '^node_modules/(aws-cdk-lib|constructs|esbuild|vite)/';

export default {
  forbidden: [
    never('no-cycles', 'A cycle has no bottom to start reading from.', {}, { circular: true }),
    never(
      'no-unresolved',
      'An import that leads nowhere.',
      { path: ours },
      { couldNotResolve: true, pathNot: '^fauxqs/' },
    ),
    never(
      'domain-is-pure',
      'The domain imports itself, zod, and small libraries of rules; no I/O.',
      { path: '^shared/domain/' },
      {
        pathNot: [
          '^shared/domain/',
          '^node_modules/(zod|ulid|ipaddr\\.js|libphonenumber-js|sms-segments-calculator|minisearch)/',
          pureNode,
        ],
      },
    ),
    never(
      'ports-know-the-domain',
      'A port says what use cases need, in words of the domain.',
      { path: '^shared/ports/' },
      { pathNot: ['^shared/(ports|domain)/', '^node_modules/zod/'] },
    ),
    never(
      'use-cases-know-ports',
      'A use case reaches the world through ports.',
      { path: '^shared/use-cases/' },
      { pathNot: ['^shared/(use-cases|ports|domain)/', '^node_modules/zod/', pureNode] },
    ),
    never(
      'adapters-know-ports',
      'An adapter serves ports; it knows no use case and no function.',
      { path: '^shared/adapters/' },
      { path: ours, pathNot: '^shared/(adapters|ports|domain|runtime)/' },
    ),
    never(
      'runtime-stands-below',
      'What all functions share knows ports and the domain.',
      { path: '^shared/runtime/' },
      { path: ours, pathNot: '^shared/(runtime|ports|domain)/' },
    ),
    never(
      'only-deps-name-adapters',
      'A function is put together in its deps.ts, and nowhere else.',
      { path: '^functions/', pathNot: '^functions/[^/]+/deps\\.ts$' },
      { path: '^shared/adapters/' },
    ),
    never(
      'functions-keep-apart',
      'A function imports no other function.',
      { path: '^functions/([^/]+)/' },
      { path: '^functions/', pathNot: '^functions/$1/' },
    ),
    never(
      'shared-knows-no-edge',
      'What is shared knows nothing of those that share it.',
      { path: '^shared/' },
      { path: '^(infra|functions|local|test|bench|docs)/' },
    ),
    never(
      'functions-know-shared',
      'A function is bundled from shared parts alone.',
      { path: '^functions/' },
      { path: '^(infra|local|test|bench|docs)/' },
    ),
    never(
      'vendors-in-adapters',
      'SDKs, Twilio, feed and the sanitiser are imported by adapters alone; local/ stands in for what they talk to.',
      { path: '^(shared|functions|infra)/', pathNot: '^(shared/adapters/|infra/environment-credentials\\.ts$)' },
      { path: vendors },
    ),
    never(
      'cdk-in-infra',
      'CDK and the bundler are for infra and its tests.',
      { path: ours, pathNot: '^(infra|test)/' },
      { path: cdk },
    ),
    never(
      'pages-know-the-domain',
      'A page reads rules of the domain, and the API by its types alone.',
      { path: '^web/' },
      { path: ours, pathNot: '^(web|shared/domain)/', dependencyTypesNot: ['type-only'] },
    ),
    never(
      'pages-keep-apart',
      'A page imports no other page: what they share lies in web/parts and web/api.',
      { path: '^web/([^/]+)/' },
      { path: '^web/', pathNot: '^web/($1|parts|api)/' },
    ),
    never(
      'pages-are-built',
      'Nothing that runs imports a page: Vite builds them.',
      { path: ours, pathNot: '^(web|test)/' },
      { path: '^web/' },
    ),
    never(
      'tests-are-last',
      'Nothing that runs imports a test.',
      { path: '^(infra|functions|shared|local|web|docs|examples)/' },
      { path: '^test/' },
    ),
    never(
      'no-dev-packages',
      'What is deployed is a dependency.',
      { path: '^(functions|shared)/' },
      { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|cdk\\.out|\\.rulingwire|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
