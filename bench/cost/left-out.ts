import { dollars } from './money.ts';
import { priceOf } from './usage.ts';

/** What no figure of the page has in it, with its size where that is known. */
export const leftOut = (memoryMb: number, phones: number): string => {
  const start = priceOf('lambdaGbSeconds', memoryMb / 1024);
  return `- **AWS's own milliseconds.** Those of a laptop or a server stand in for those of Lambda on arm64, whose share of a processor goes by
  memory and whose calls to other services take longer. A busy machine doubled them. Only GB-seconds depend on it.
- **Cold starts.** Functions were warm, but for a second worker that one of them started now and then. A second of
  starting in every function of the stack costs ${dollars(start)}, with a few requests for secrets.
- **What comes later.** Texts and deliveries are looked after minutes and hours later, each by a sweep, a message and an invocation; retries
  and nights with quiet hours are such work, too. Corrections are rulings again, to whoever got the error.
- **Batches.** A ruling that is alone fills none. Rulings that come together share feed writes, invocations and messages, and cost less.
- **Sizes.** Texts to ${phones} phones go in smaller batches than to 100,000, and cost a little more for each.
- **Storage.** DynamoDB $0.25 a GB and month, with recovery $0.20 more; S3 $0.023, which is two cents for a GB of pages and
  feeds; logs, for 90 days. It grows with every ruling, text and delivery.
- **Bytes.** Requests to Twilio, TLS around each connection, and answers of the API: not measured.
- **Indexes under transactions.** They are counted once, a table's own rows twice. AWS does not say it of local indexes.
- **Failed conditions.** A write that is refused is counted at one unit, or two in a transaction, whatever the row's size.
- **Keys.** A key costs $1.00 more a month after each of its first two yearly rotations. Requests for the key of the logs are not counted.
- **Free tiers and discounts**, among them 1 TB, 10 million requests and 1,000 invalidated paths of CloudFront, a million Lambda requests, 10 alarms and 10 metrics a month. A small
  newsroom pays less than it says here, and a large one less for each.
- **Twilio's other fees**: of carriers for each segment, of numbers and campaigns each month, and for texts that come in.
- **Whatever else the account has**: support, taxes, traffic of the editors' own tools.`;
};
