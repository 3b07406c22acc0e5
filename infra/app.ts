import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { newsroomSchema } from '../shared/domain/newsroom.ts';
import { bundleFunctions } from './bundle.ts';
import { newsroomFile } from './newsroom.ts';
import { buildPages } from './pages.ts';
import { RulingwireStack } from './stacks/rulingwire-stack.ts';

// CDK_OUTDIR is the cdk command's, RULINGWIRE_BUNDLES the embedded runtime's, whose builds must not meet one that runs beside them.
const outDir = process.env['RULINGWIRE_BUNDLES'] ?? join(import.meta.dirname, '../dist');
const [{ folder }, pages] = await Promise.all([bundleFunctions(outDir), buildPages(outDir)]);
const app = new App({ outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out' });
const certificateArn = z.string().optional().parse(app.node.tryGetContext('certificateArn'));
const newsroom = newsroomSchema.parse(JSON.parse(readFileSync(newsroomFile(), 'utf8')));

new RulingwireStack(app, 'Rulingwire', {
  description: 'The wire of a fact-checking newsroom: rulings and their corrections to feeds, phones and partners',
  bundles: folder,
  pages,
  newsroom,
  domain: certificateArn === undefined ? undefined : { name: new URL(newsroom.baseUrl).hostname, certificateArn },
});
app.synth();
