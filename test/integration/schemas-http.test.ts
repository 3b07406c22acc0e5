/** What partners' tools see of `/schemas/`: the files of `web/`, deployed to the template's bucket, through the CDN stand-in. */
import { createServer, type Server } from 'node:http';
import { App, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { Logs } from '../../infra/constructs/logs.ts';
import { PublicSite } from '../../infra/constructs/public-site.ts';
import { buildPages } from '../../infra/pages.ts';
import { S3Store } from '../../local/aws/fauxqs-modules.ts';
import { createCdn } from '../../local/http/cdn.ts';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { readAssembly } from '../../local/template/document.ts';
import { deployBuckets } from '../../local/template/provision/bucket-deployments.ts';
import { readResources } from '../../local/template/resources.ts';
import { publishedFile } from '../samples/published-schema.ts';
import { temporaryFolder } from './fixtures/build.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  const app = new App({ outdir: temporaryFolder() });
  const stack = new Stack(app, 'Schemas');
  new PublicSite(stack, 'Site', {
    api: new HttpApi(stack, 'Api'),
    pages: await buildPages(temporaryFolder()),
    logs: new Logs(stack, 'Logs'),
    domain: undefined,
  });
  app.synth();
  const assembly = readAssembly(app.outdir);
  const resources = readResources(assembly.template, (name) => name);
  const buckets = new S3Store();
  buckets.createBucket(resources.theOne('AWS::S3::Bucket', 'Site').name);
  deployBuckets(buckets, assembly, resources);
  const cdn = createCdn(resources, buckets, []);
  server = createServer((request, response) => void cdn(request, response));
  url = await listenOnLoopback(server, 0);
});
afterAll(() => closeServer(server));

test('every file that the index names is there as JSON, and may be kept for minutes', async () => {
  const index = await fetch(`${url}/schemas/index.json`);
  expect(index.headers.get('content-type')).toBe('application/json');
  const { types } = z
    .object({ types: z.array(z.object({ schema: z.string(), fixture: z.string() })) })
    .parse(await index.json());
  expect(types).toHaveLength(6);
  for (const path of types.flatMap(({ schema, fixture }) => [schema, fixture])) {
    for (const accepted of ['identity', 'gzip', 'br']) {
      const answer = await fetch(`${url}${path}`, { headers: { 'accept-encoding': accepted } });
      expect([answer.status, answer.headers.get('content-type')], path).toEqual([200, 'application/json']);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
      expect(await answer.json()).toEqual(publishedFile(path.replace('/schemas/', '')));
    }
  }
});

test('a type that there is not is not found', async () => {
  for (const path of ['v1/ruling.renamed.json', 'v1/', 'v2/ruling.published.json'])
    expect((await fetch(`${url}/schemas/${path}`)).status, path).toBe(404);
});
