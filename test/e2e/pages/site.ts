/** The site's pages through the CDN stand-in, with the template's own headers, and without an API: a test answers for it. */
import { createServer } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { S3Store } from '../../../local/aws/fauxqs-modules.ts';
import { ensureBuild } from '../../../local/build.ts';
import { createCdn } from '../../../local/http/cdn.ts';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import { readAssembly } from '../../../local/template/document.ts';
import { deployBuckets } from '../../../local/template/provision/bucket-deployments.ts';
import { readResources } from '../../../local/template/resources.ts';

/** Serves the pages for a file of tests; gives their origin, once they are up. */
export const useSite = (): (() => string) => {
  let origin = '';
  const handler = Promise.withResolvers<ReturnType<typeof createCdn>>();
  const server = createServer(async (request, response) => void (await handler.promise)(request, response));
  beforeAll(async () => {
    const assembly = readAssembly(await ensureBuild());
    const resources = readResources(assembly.template, (name) => name);
    const buckets = new S3Store();
    for (const { name } of resources.ofType('AWS::S3::Bucket')) buckets.createBucket(name);
    deployBuckets(buckets, assembly, resources);
    handler.resolve(createCdn(resources, buckets, []));
    origin = await listenOnLoopback(server, 0);
  });
  afterAll(async () => {
    if (server.listening) await closeServer(server);
  });
  return () => origin;
};
