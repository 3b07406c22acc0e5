import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import type { StackUnderTest } from './synthesis.ts';
import { reference } from './template.ts';

const runbooks = join(import.meta.dirname, '../../docs/runbooks');

const alarmSchema = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.tuple([reference]),
});
const topicPolicySchema = z.object({
  Topics: z.tuple([reference]),
  PolicyDocument: z.object({ Statement: z.array(z.unknown()) }),
});

export const describeAlarms = (stack: StackUnderTest): void => {
  const alarms = stack.ofType('AWS::CloudWatch::Alarm', alarmSchema);
  const runbookOf = (description: string): string => / Runbook: docs\/runbooks\/(.+)$/.exec(description)?.[1] ?? '';

  it('has a runbook for each alarm, and no runbook without one', () => {
    const named = new Set(alarms.map(({ properties }) => runbookOf(properties.AlarmDescription)));
    expect(readdirSync(runbooks).sort()).toEqual([...named].sort());
  });

  it('tells in each runbook what readers lose, how to see it, what to do and when it is over, on a page', () => {
    for (const name of readdirSync(runbooks)) {
      const text = readFileSync(join(runbooks, name), 'utf8');
      const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(headings, name).toEqual(['What readers lose', 'How to see it', 'What to do', 'How to know it is over']);
      expect(text.split('\n').length, name).toBeLessThanOrEqual(60);
    }
  });

  it('sends alarms to a topic that CloudWatch may publish to', () => {
    const topic = alarms[0]?.properties.AlarmActions[0];
    const policy = stack
      .ofType('AWS::SNS::TopicPolicy', topicPolicySchema)
      .find(({ properties }) => properties.Topics[0] === topic);
    expect(policy?.properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    );
  });
};
