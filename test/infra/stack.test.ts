import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../integration/fixtures/build.ts';
import { describeAlarms } from './alarms.ts';
import { breakages, broken } from './breakages.ts';
import { describeDocs } from './docs.ts';
import { describeFunctions } from './functions.ts';
import { invariants } from './invariants/all.ts';
import { describePermissions } from './permissions.ts';
import { describeQueues } from './queues.ts';
import { describeSite } from './site.ts';
import { describeStorage } from './storage.ts';
import { synthesize, validate } from './synthesis.ts';
import { readTemplate } from './template.ts';

const stack = await synthesize();

describe('alarms', () => describeAlarms(stack));
describe('docs', () => describeDocs(stack));
describe('functions', () => describeFunctions(stack));
describe('permissions', () => describePermissions(stack));
describe('queues', () => describeQueues(stack));
describe('site', () => describeSite(stack));
describe('storage', () => describeStorage(stack));

/** `queuesRaiseAlarms` → queues raise alarms */
const sentence = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

describe('template', () => {
  it.each([...invariants].map(([name, invariant]) => [sentence(name), invariant] as const))('%s', (_, invariant) => {
    expect(invariant(stack)).toEqual([]);
  });

  it("passes CloudFormation's own rules and AWS Solutions', but for what is acknowledged beside its resource", () => {
    expect(stack.findings).toEqual([]);
  });
});

describe('the checks', () => {
  it.each(breakages.map((breakage) => [`${breakage.id} ${breakage.path || 'removed'}`, breakage] as const))(
    'find %s',
    (_, breakage) => {
      expect(invariants.get(breakage.by)?.(readTemplate(broken(stack.document, breakage)))).not.toEqual([]);
    },
  );

  it('are each shown to find something', () => {
    expect(new Set(breakages.map(({ by }) => by))).toEqual(new Set(invariants.keys()));
  });

  it('include those of cdk-nag', async () => {
    const app = new App({ outdir: temporaryFolder() });
    new Bucket(new Stack(app, 'Careless'), 'Bucket');
    expect(await validate(app)).toContain('AwsSolutions-S10 Careless/Bucket/Resource');
  });
});
