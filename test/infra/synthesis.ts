import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Metafile } from 'esbuild';
import * as z from 'zod';
import { bundleFunctions } from '../../infra/bundle.ts';
import { buildPages } from '../../infra/pages.ts';
import { RulingwireStack } from '../../infra/stacks/rulingwire-stack.ts';
import { newsroom } from '../samples/revision.ts';
import { readTemplate, type Template } from './template.ts';

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(
        z.object({ ruleName: z.string(), violatingConstructs: z.array(z.object({ constructPath: z.string() })) }),
      ),
    }),
  ),
});

/**
 * Synthesizes an app under CDK's own validation, which holds CloudFormation's rules, and the AWS Solutions pack of cdk-nag. Answers
 * what they found: a rule and the path of a construct each.
 */
export const validate = async (app: App): Promise<string[]> => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  try {
    app.synth();
  } catch (error) {
    // what failed is in the report, written before
    if (!(error instanceof Error && error.name === 'ValidationFailed')) throw error;
  }
  const report = reportSchema.parse(JSON.parse(await readFile(join(app.outdir, 'validation-report.json'), 'utf8')));
  return report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  );
};

export interface StackUnderTest extends Template {
  /** The template as it is deployed. */
  readonly document: unknown;
  readonly metafile: Metafile;
  readonly findings: readonly string[];
}

/** Bundles and synthesizes once, in a folder of its own. */
export const synthesize = async (): Promise<StackUnderTest> => {
  const outdir = await mkdtemp(join(tmpdir(), 'rulingwire-infra-'));
  const built = join(outdir, 'bundles');
  const [{ folder, metafile }, pages] = await Promise.all([bundleFunctions(built), buildPages(built)]);
  const app = new App({ outdir: join(outdir, 'cdk.out') });
  const { templateFile } = new RulingwireStack(app, 'Rulingwire', {
    bundles: folder,
    pages,
    newsroom,
    domain: undefined,
  });
  const findings = await validate(app);
  const document: unknown = JSON.parse(await readFile(join(app.outdir, templateFile), 'utf8'));
  await rm(outdir, { recursive: true });
  return { ...readTemplate(document), document, metafile, findings };
};
