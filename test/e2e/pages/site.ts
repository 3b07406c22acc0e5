/** The site's pages through the CDN stand-in, with the template's own headers, and without an API: a test answers for it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { afterAll, beforeAll } from 'vitest';
import { Logs } from '../../../infra/constructs/logs.ts';
import { PublicSite } from '../../../infra/constructs/public-site.ts';
import { buildPages } from '../../../infra/pages.ts';
import { S3Store } from '../../../local/aws/fauxqs-modules.ts';
import { createCdn } from '../../../local/http/cdn.ts';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import { readAssembly } from '../../../local/template/document.ts';
import { deployBuckets } from '../../../local/template/provision/bucket-deployments.ts';
import { readResources } from '../../../local/template/resources.ts';

/** Serves the pages for a file of tests; gives their origin, once they are up. */
export const useSite = (): (() => string) => {
  let origin = '';
  let folder: string;
  const handler = Promise.withResolvers<ReturnType<typeof createCdn>>();
  const server = createServer(async (request, response) => void (await handler.promise)(request, response));
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-site-'));
    const app = new App({ outdir: join(folder, 'cdk.out') });
    const stack = new Stack(app, 'Pages');
    const pages = await buildPages(join(folder, 'built'));
    const parts = { api: new HttpApi(stack, 'Api'), pages, logs: new Logs(stack, 'Logs'), domain: undefined };
    new PublicSite(stack, 'Site', parts);
    app.synth();
    const assembly = readAssembly(app.outdir);
    const resources = readResources(assembly.template, (name) => name);
    const buckets = new S3Store();
    buckets.createBucket(resources.theOne('AWS::S3::Bucket', 'Site').name);
    deployBuckets(buckets, assembly, resources);
    handler.resolve(createCdn(resources, buckets, []));
    origin = await listenOnLoopback(server, 0);
  });
  afterAll(async () => {
    if (server.listening) await closeServer(server);
    await rm(folder, { recursive: true });
  });
  return () => origin;
};
