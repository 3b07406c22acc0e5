/** EventBridge's rules and schedules with a rate: each invokes its function again and again, never twice at once. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ACCOUNT, nameOf, REGION } from '../aws/identity.ts';
import { reportDefect } from '../report-defect.ts';
import type { Resource, Resources } from '../template/resources.ts';
import { FunctionError } from './function-error.ts';
import type { LocalFunction } from './function-pool.ts';

/** Minute schedules run each second, so that due work does not keep a developer (or a test) waiting. */
const MINUTE_MS = 1000;
const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const targetSchema = z.object({ Arn: z.string(), Input: z.string().optional() });
const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: targetSchema,
});
const ruleSchema = z.object({
  ScheduleExpression: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(targetSchema),
});

interface Schedule {
  everyMs: number;
  functionName: string;
  event(): unknown;
}

/** Milliseconds between two runs of `rate(5 minutes)`. Throws on `cron(…)` and `at(…)`, which are not simulated. */
export const intervalOf = (expression: string): number => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs === undefined) throw new Error(`the schedule ${expression} is not simulated; rates are`);
  return count === '1' && unit === 'minute' ? MINUTE_MS : Number(count) * unitMs;
};

const scheduledEvent = (source: 'aws.events' | 'aws.scheduler', arn: string): unknown => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source,
  account: ACCOUNT,
  time: new Date().toISOString(),
  region: REGION,
  resources: [arn],
  detail: source === 'aws.events' ? {} : '{}',
});

const readSchedules = (resources: Resources): Schedule[] => {
  const toSchedule = (
    { name }: Resource,
    expression: string,
    { Arn, Input }: z.infer<typeof targetSchema>,
    source: 'aws.events' | 'aws.scheduler',
  ): Schedule => ({
    everyMs: intervalOf(expression),
    functionName: nameOf(Arn),
    event: () => (Input === undefined ? scheduledEvent(source, `arn:aws:events:::${name}`) : JSON.parse(Input)),
  });
  const schedules = resources.ofType('AWS::Scheduler::Schedule').flatMap((resource) => {
    const { ScheduleExpression, State, Target } = scheduleSchema.parse(resource.properties());
    return State === 'DISABLED' ? [] : [toSchedule(resource, ScheduleExpression, Target, 'aws.scheduler')];
  });
  const rules = resources.ofType('AWS::Events::Rule').flatMap((resource) => {
    const { ScheduleExpression, State, Targets } = ruleSchema.parse(resource.properties());
    if (State === 'DISABLED') return [];
    return Targets.map((target) => toSchedule(resource, ScheduleExpression, target, 'aws.events'));
  });
  return [...schedules, ...rules];
};

/** Starts the clocks. `stop` ends them; what runs already is finished by the function's own close. */
export const startSchedules = (
  resources: Resources,
  functionNamed: (name: string) => LocalFunction,
): { stop(): void } => {
  const timers = readSchedules(resources).map(({ everyMs, functionName, event }) => {
    const target = functionNamed(functionName);
    let running = false;
    const tick = async (): Promise<void> => {
      if (running) return;
      running = true;
      try {
        await target.invoke(event());
      } catch (cause) {
        // The function's log has it, and the next run comes.
        if (!(cause instanceof FunctionError)) reportDefect(`the schedule of ${functionName}`, cause);
      } finally {
        running = false;
      }
    };
    return setInterval(() => void tick(), everyMs);
  });
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
};
