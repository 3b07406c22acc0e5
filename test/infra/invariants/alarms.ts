import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Invariant, reference } from '../template.ts';

const root = join(import.meta.dirname, '../../..');

const alarmSchema = z.object({
  MetricName: z.string().optional(),
  AlarmDescription: z.string().default(''),
  AlarmActions: z.array(reference).default([]),
  ComparisonOperator: z.string(),
  TreatMissingData: z.string().optional(),
  Dimensions: z.array(z.object({ Value: reference })).default([]),
});

/** One sentence that says what readers lose, and the runbook. */
const description = /^[A-Z][^.]{20,}\. Runbook: (docs\/runbooks\/[a-z-]+\.md)$/;

export const alarmsSayWhatIsLostAndWhatToDo: Invariant = (template) =>
  template.ofType('AWS::CloudWatch::Alarm', alarmSchema).flatMap(({ id, properties: { AlarmDescription } }) => {
    const runbook = description.exec(AlarmDescription)?.[1];
    if (runbook === undefined) return [`${id}: does not say in one sentence what readers lose, or names no runbook`];
    return existsSync(join(root, runbook)) ? [] : [`${id}: ${runbook} does not exist`];
  });

export const alarmsReachOneTopic: Invariant = (template) => {
  const alarms = template.ofType('AWS::CloudWatch::Alarm', alarmSchema);
  const [topic] = alarms.flatMap(({ properties }) => properties.AlarmActions);
  return alarms
    .filter(({ properties: { AlarmActions } }) => AlarmActions.length !== 1 || AlarmActions[0] !== topic)
    .map(({ id }) => `${id}: rings elsewhere than the other alarms, or nowhere`);
};

/** A count of failures that is missing is none; what must not fall silent is bad when it is missing. */
export const silenceIsReadRightly: Invariant = (template) =>
  template
    .ofType('AWS::CloudWatch::Alarm', alarmSchema)
    .filter(({ properties: { ComparisonOperator, TreatMissingData } }) => {
      const falls = ComparisonOperator.startsWith('LessThan');
      return TreatMissingData !== (falls ? 'breaching' : 'notBreaching');
    })
    .map(({ id }) => `${id}: reads missing data the wrong way round`);

export const theSweepsSilenceRings: Invariant = (template) => {
  const watched = template
    .ofType('AWS::CloudWatch::Alarm', alarmSchema)
    .filter(({ properties }) => properties.MetricName === 'Invocations')
    .flatMap(({ properties }) => properties.Dimensions.map(({ Value }) => Value));
  const scheduled = z.object({ Target: z.object({ Arn: reference }) });
  return template
    .ofType('AWS::Scheduler::Schedule', scheduled)
    .filter(({ properties }) => !watched.includes(properties.Target.Arn))
    .map(({ id, properties }) => `${id}: nobody sees when ${properties.Target.Arn} is not called`);
};

const errorsSchema = z.object({
  MetricName: z.string().optional(),
  DatapointsToAlarm: z.int().optional(),
  Dimensions: z.array(z.object({ Value: reference })).default([]),
});
const rareSchema = z.object({ ScheduleExpression: z.string(), Target: z.object({ Arn: reference }) });

/** What a minute's schedule fails at once is tried again; nobody tries again what fails once a day. */
export const rareSchedulesRingAtTheirFirstError: Invariant = (template) => {
  const rare = template
    .ofType('AWS::Scheduler::Schedule', rareSchema)
    .filter(({ properties }) => !properties.ScheduleExpression.includes('minute'))
    .map(({ properties }) => properties.Target.Arn);
  return template
    .ofType('AWS::CloudWatch::Alarm', errorsSchema)
    .filter(({ properties: { MetricName, DatapointsToAlarm, Dimensions } }) => {
      const watchesRare = Dimensions.some(({ Value }) => rare.includes(Value));
      return MetricName === 'Errors' && watchesRare && DatapointsToAlarm !== 1;
    })
    .map(({ id }) => `${id}: rings when the second run has failed, a day later`);
};
