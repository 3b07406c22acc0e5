/** CDK's BucketDeployment: the asset's files in the bucket, under a prefix. Files that did not change keep their Last-Modified. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import * as z from 'zod';
import type { BucketStore } from '../../aws/fauxqs-modules.ts';
import { findObject } from '../../aws/stored-object.ts';
import type { Assembly } from '../document.ts';
import type { Resources } from '../resources.ts';

const schema = z.object({
  SourceObjectKeys: z.array(z.string()),
  /** Texts that stand for what only the deployment knows, per source. */
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(''),
  Prune: z.boolean().default(true),
  SystemMetadata: z.record(z.string(), z.string()).default({}),
});

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
  '.xsl': 'application/xml',
};

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const fill = (body: Buffer, markers: Readonly<Record<string, string>>): Buffer =>
  Object.entries(markers).reduce(
    (text, [marker, value]) => Buffer.from(text.toString().replaceAll(marker, value)),
    body,
  );

const deploy = (buckets: BucketStore, assembly: Assembly, deployment: z.infer<typeof schema>): void => {
  const { DestinationBucketName: bucket, DestinationBucketKeyPrefix, SystemMetadata } = deployment;
  const prefix = DestinationBucketKeyPrefix.replace(/^\/|\/$/g, '');
  const deployed = new Set<string>();
  for (const [index, source] of deployment.SourceObjectKeys.entries()) {
    const folder = assembly.assetPath(source);
    for (const file of filesUnder(folder)) {
      const key = [prefix, ...relative(folder, file).split(sep)].filter((part) => part !== '').join('/');
      deployed.add(key);
      const body = fill(readFileSync(file), deployment.SourceMarkers[index] ?? {});
      const contentType = SystemMetadata['content-type'] ?? CONTENT_TYPES[extname(file)] ?? 'binary/octet-stream';
      const cacheControl = SystemMetadata['cache-control'];
      const existing = findObject(buckets, bucket, key);
      const etag = `"${createHash('md5').update(body).digest('hex')}"`;
      const same = existing?.etag === etag && existing.contentType === contentType;
      if (same && existing.cacheControl === cacheControl) continue;
      buckets.putObject(bucket, key, body, contentType, {}, cacheControl === undefined ? {} : { cacheControl });
    }
  }
  if (!deployment.Prune) return;
  const all = buckets.listObjects(bucket, {
    prefix: prefix === '' ? '' : `${prefix}/`,
    maxKeys: Number.MAX_SAFE_INTEGER,
  });
  const stale = all.objects.map(({ key }) => key).filter((key) => !deployed.has(key));
  buckets.deleteObjects(bucket, stale);
};

export const deployBuckets = (buckets: BucketStore, assembly: Assembly, resources: Resources): void => {
  for (const each of resources.ofType('Custom::CDKBucketDeployment')) {
    deploy(buckets, assembly, schema.parse(each.properties()));
  }
};
