import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { mayReadFeeds, maySend, mayUseTable, mayUseVault, type WorkedQueue } from './access.ts';
import type { Foundation } from './foundation.ts';
import type { NewsroomApi } from './newsroom-api.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { WireFunction } from './wire-function.ts';

const impact = {
  errorImpact: "Readers' services cannot follow feeds; those that do lose them when their leases are over.",
  runbook: 'hub-failing.md',
};

/** WebSub: POST /hub → hub → hub-requests queue → verify-followers, which asks the callback. What followers are sent goes by `deliver-to-followers`. */
export class Hub extends Construct {
  readonly requests: WorkedQueue;

  constructor(scope: Construct, id: string, foundation: Foundation, api: NewsroomApi, bucket: IBucket) {
    super(scope, id);
    const verify = this.#verify(foundation, bucket);
    this.requests = new QueueConsumer(this, 'Requests', foundation, {
      function: verify,
      variable: 'HUB_REQUESTS_QUEUE_URL',
      // callbacks are asked side by side: one that lets us wait holds up nine others for its 5 s at most
      batchSize: 10,
      maxConcurrency: 5,
      maxWait: Duration.minutes(10),
    });
    // a callback that cannot be reached is asked again later, four times in all: Lambda would end such a chain at its 16th
    maySend(verify, this.requests);
    const take = new WireFunction(this, 'Hub', foundation, {
      name: 'hub',
      memorySize: 512,
      timeout: Duration.seconds(10),
      ...impact,
    });
    mayUseVault(take, foundation.secrets.vaultKey, ['GenerateDataKey']);
    maySend(take, this.requests);
    const routes = api.api.addRoutes({
      path: '/hub',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Hub', take.lambda),
    });
    // anybody may call it, and each call makes us ask a server of the caller's choice
    for (const route of routes) api.throttle(route, 'POST /hub', { rateLimit: 5, burstLimit: 50 });
  }

  #verify(foundation: Foundation, bucket: IBucket): WireFunction {
    const { partners, timetable } = foundation.tables;
    const verify = new WireFunction(this, 'VerifyFollowers', foundation, {
      name: 'verify-followers',
      memorySize: 512,
      timeout: Duration.seconds(30),
      ...impact,
    });
    mayUseTable(verify, partners, ['Query', 'PutItem', 'DeleteItem']);
    mayUseTable(verify, timetable, ['PutItem']);
    mayReadFeeds(verify, bucket);
    // without it S3 answers 403 for a feed that does not exist
    verify.give('PUBLIC_BUCKET', bucket.bucketName, ['s3:ListBucket'], [bucket.bucketArn]);
    return verify;
  }
}
