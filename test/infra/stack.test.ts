import { describe, expect, it } from 'vitest';
import { describeAlarms } from './alarms.ts';
import { describeDocs } from './docs.ts';
import { describeFunctions } from './functions.ts';
import { describePermissions } from './permissions.ts';
import { describeQueues } from './queues.ts';
import { describeSite } from './site.ts';
import { describeStorage } from './storage.ts';
import { synthesize } from './template.ts';

const stack = await synthesize();

describe('alarms', () => describeAlarms(stack));
describe('docs', () => describeDocs(stack));
describe('functions', () => describeFunctions(stack));
describe('permissions', () => describePermissions(stack));
describe('queues', () => describeQueues(stack));
describe('site', () => describeSite(stack));
describe('storage', () => describeStorage(stack));

describe('template', () => {
  it("passes CloudFormation's own rules", () => {
    expect(stack.findings).toEqual([]);
  });
});
