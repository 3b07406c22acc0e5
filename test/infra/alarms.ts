import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { reference, type StackUnderTest } from './template.ts';

const runbooks = join(import.meta.dirname, '../../docs/runbooks');

const alarmSchema = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.tuple([reference]),
  TreatMissingData: z.enum(['notBreaching', 'breaching']),
  ComparisonOperator: z.string(),
});
const topicPolicySchema = z.object({
  Topics: z.tuple([reference]),
  PolicyDocument: z.object({ Statement: z.array(z.unknown()) }),
});

export const describeAlarms = (stack: StackUnderTest): void => {
  const alarms = stack.ofType('AWS::CloudWatch::Alarm', alarmSchema);
  const runbookOf = (description: string): string => / Runbook: docs\/runbooks\/(.+)$/.exec(description)?.[1] ?? '';

  it('says in one sentence what readers lose, and names a runbook', () => {
    for (const { id, properties } of alarms) {
      expect(properties.AlarmDescription, id).toMatch(/^[A-Z][^.]{20,}\. Runbook: docs\/runbooks\/[a-z-]+\.md$/);
    }
  });

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

  it('sends every alarm to one topic, which CloudWatch may publish to', () => {
    const [topic, ...others] = new Set(alarms.map(({ properties }) => properties.AlarmActions[0]));
    expect(others).toEqual([]);
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

  it('rings when the sweep falls silent', () => {
    const silent = alarms.filter(({ properties }) => properties.ComparisonOperator === 'LessThanThreshold');
    expect(silent.map(({ properties }) => properties.TreatMissingData)).toEqual(['breaching']);
  });
};
