import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { WireFunction } from './wire-function.ts';

/** What partners must be told by other ways than their endpoints: one topic, to which the newsroom subscribes whoever looks after partners. */
export class PartnerNotices extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Rulingwire partners',
      enforceSSL: true,
      // the AWS-managed key lets everyone in the account use it who may use the topic
      masterKey: Alias.fromAliasName(this, 'TopicKey', 'alias/aws/sns'),
    });
  }

  mayBeToldBy(fn: WireFunction): void {
    fn.give('PARTNER_NOTICES_TOPIC_ARN', this.topic.topicArn, ['sns:Publish'], [this.topic.topicArn]);
  }
}
