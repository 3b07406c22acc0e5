import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { PartnerNotice, PartnerNotices } from '../../ports/partner-notices.ts';

/** Mails have one: ASCII, under 100 characters. */
const subjects: Readonly<Record<PartnerNotice['kind'], string>> = {
  'endpoint-disabled': 'Rulingwire: an endpoint of a partner was disabled',
  'corrections-unacknowledged': 'Rulingwire: a partner has not acknowledged corrections',
};

/** The topic PartnerNotices: a notice as JSON, with its kind as an attribute that subscriptions can filter by. SNS takes 256 kB. */
export const createPartnerNotices = (TopicArn: string, client: SNSClient = new SNSClient({})): PartnerNotices => ({
  tell: async (notice) => {
    await client.send(
      new PublishCommand({
        TopicArn,
        Subject: subjects[notice.kind],
        Message: JSON.stringify(notice),
        MessageAttributes: { kind: { DataType: 'String', StringValue: notice.kind } },
      }),
    );
  },
});
