import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Impact } from './alarms.ts';
import type { Foundation } from './foundation.ts';

export interface WireFunctionProps extends Impact {
  /** The folder in `functions/`. */
  readonly name: string;
  /** MB; the CPU share grows with it. */
  readonly memorySize: number;
  readonly timeout: Duration;
  /** Whether it may send to the queue that feeds it. */
  readonly feedsItself?: boolean;
  /** Whether what fails is tried again within minutes, as it is unless this says otherwise: then one error is no alarm. */
  readonly retried?: boolean;
}

/** A function of the house: Node 24 on arm64, with its own role, which may do what is listed and nothing else, its own log and its own alarm. */
export class WireFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly timeout: Duration;
  readonly impact: Impact;

  constructor(scope: Construct, id: string, { bundles, alarms, logs }: Foundation, props: WireFunctionProps) {
    super(scope, id);
    const { name, memorySize, timeout, feedsItself = false, retried = true, errorImpact, runbook } = props;
    this.timeout = timeout;
    this.impact = { errorImpact, runbook };
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const bundle = join(bundles, name);
    if (!existsSync(join(bundle, 'index.mjs'))) throw new Error(`${bundle} holds no bundle: run node infra/bundle.ts`);
    const logGroup = logs.group(this, 'Logs');
    logGroup.grantWrite(this.role);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: `Rulingwire ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle),
      memorySize,
      timeout,
      role: this.role,
      logGroup,
      // Lambda ends a chain of messages that comes back to a function for the 16th time, unless the function is meant to do that.
      recursiveLoop: feedsItself ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
    });
    alarms.raise(this, 'Errors', {
      metric: this.lambda.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      ...(retried && { periods: { bad: 2, of: 3 } }),
      ...this.impact,
    });
  }

  /** Gives the function a variable, and the actions on the resources that it stands for. */
  give(variable: string, value: string, actions: readonly string[], resources: readonly string[]): void {
    this.lambda.addEnvironment(variable, value);
    this.role.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }
}
