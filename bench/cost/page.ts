/** docs/cost.md: what a newsroom's editor asks first, and then how it comes about. */
import { feedLength } from '../../shared/domain/feed-document.ts';
import { leftOut } from './left-out.ts';
import { headBytes, originShare, restOfMonth, together, unchangedShare, usageOfPoll, withoutMetrics } from './model.ts';
import { dollars, quantity } from './money.ts';
import { type Meter, type Price, prices, pricesAsOf } from './prices.ts';
import type { CostResult, Counted } from './result.ts';
import { byCost, costOf, costOfParts, metersOf, plus, priceOf, times, type Usage, type UsageByPart } from './usage.ts';

const million = 1_000_000;
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const rows = (...lines: readonly string[]): string => lines.join('\n');
const pricesByMeter: Readonly<Record<Meter, Price>> = prices;
const counted = (meter: Meter): string => pricesByMeter[meter].counted;

const largestOf = (usage: Usage): string => {
  const [largest] = byCost(usage);
  return largest === undefined ? '–' : `${counted(largest.meter)}, ${percent(largest.usd / costOf(usage))}`;
};

/** What is paid for, the dearest first, down to a hundredth of the whole. */
const meterTable = (usage: Usage, factor: number, of: string): string => {
  const lines = byCost(times(usage, factor));
  const whole = costOf(usage) * factor;
  const shown = lines.filter(({ usd }) => usd >= whole / 100);
  const rest = whole - shown.reduce((sum, { usd }) => sum + usd, 0);
  return rows(
    `| what | quantity | ${of} |`,
    '| --- | --: | --: |',
    ...shown.map(({ meter, quantity: amount, usd }) => `| ${counted(meter)} | ${quantity(amount)} | ${dollars(usd)} |`),
    `| all else | | ${dollars(rest)} |`,
    `| **together** | | **${dollars(whole)}** |`,
  );
};

const partTable = (parts: UsageByPart, factor: number, of: string): string => {
  const all = Object.entries(parts)
    .map(([name, usage]) => ({ name, usage, usd: costOf(usage) * factor }))
    .filter(({ usd }) => usd > 0)
    .sort((a, b) => b.usd - a.usd);
  return rows(
    `| function | ${of} | its largest part |`,
    '| --- | --: | --- |',
    ...all.map(({ name, usage, usd }) => `| ${name} | ${dollars(usd)} | ${largestOf(usage)} |`),
    `| **together** | **${dollars(costOfParts(parts) * factor)}** | |`,
  );
};

/** All that a newsroom is asked for, from what was counted. */
const figures = (all: Counted) => {
  const ruling = withoutMetrics(all.ruling);
  const text = withoutMetrics(all.text);
  const delivery = withoutMetrics(all.delivery);
  const polls = all.feeds.map((feed) => ({ ...feed, usage: usageOfPoll(feed) }));
  const poll = times(plus(...polls.map(({ usage }) => usage)), 1 / polls.length);
  const rest = restOfMonth(all);
  const month = plus(...rest.map(({ usage }) => usage));
  const metrics = Object.values(all.ruling).reduce((sum, { metricHours = 0 }) => sum + metricHours, 0);
  return { ruling, text, delivery, polls, poll, rest, month, metrics, twilio: { segments: all.segmentsOfText } };
};
type Figures = ReturnType<typeof figures>;

const summary = ({ ruling, text, delivery, poll, month, twilio }: Figures): string => {
  const row = (what: string, usage: Usage, factor = 1) =>
    `| ${what} | ${dollars(costOf(usage) * factor)} | ${largestOf(usage)} |`;
  return rows(
    '| what | costs | of which the largest part |',
    '| --- | --: | --- |',
    row('A month at rest', month),
    row('A ruling: published, in the feeds, planned for phones and partners', together(ruling)),
    row(`A million texts, by Twilio (${quantity(twilio.segments)} segment each)`, twilio, million),
    row('A million texts, by AWS', together(text), million),
    row('A million deliveries to partners', together(delivery), million),
    row('A million polls of a feed', poll, million),
  );
};

const example = ({ ruling, text, delivery, poll, month, twilio, metrics }: Figures): string => {
  const rulings = 100;
  const people = 100_000;
  const endpoints = 50;
  const readers = 1_000;
  const polls = readers * 4 * 24 * 30;
  const lines: [what: string, usd: number][] = [
    [`Twilio: ${rulings} texts to ${people.toLocaleString('en-US')} people`, costOf(twilio) * rulings * people],
    ['AWS for these texts', costOfParts(text) * rulings * people],
    [
      `${polls.toLocaleString('en-US')} polls: ${readers.toLocaleString('en-US')} readers, each quarter of an hour`,
      costOf(poll) * polls,
    ],
    ['A month at rest', costOf(month)],
    [`${metrics} custom metrics, if there is something to tell in every hour`, priceOf('metricHours', metrics * 730)],
    [`${rulings} rulings to ${endpoints} endpoints`, costOfParts(delivery) * rulings * endpoints],
    [`${rulings} rulings, published and in the feeds`, costOfParts(ruling) * rulings],
  ];
  const whole = lines.reduce((sum, [, usd]) => sum + usd, 0);
  const texts = (costOf(twilio) + costOfParts(text)) * rulings * people;
  return `${rows(
    '| a month | costs | share |',
    '| --- | --: | --: |',
    ...lines
      .toSorted(([, a], [, b]) => b - a)
      .map(([what, usd]) => `| ${what} | ${dollars(usd)} | ${(100 * (usd / whole)).toFixed(2)} % |`),
    `| **together** | **${dollars(whole)}** | |`,
  )}

One ruling to 100,000 phones is ${dollars(costOf(twilio) * people)} at Twilio and ${dollars(costOfParts(text) * people)} at AWS.
Without texts the month is ${dollars(whole - texts)}.`;
};

const priceTable = (): string =>
  rows(
    '| what | price | read in | to look up |',
    '| --- | --: | --- | --- |',
    ...metersOf(Object.fromEntries(Object.keys(prices).map((meter) => [meter, 1]))).map((meter) => {
      const { usd, per, seen, page } = pricesByMeter[meter];
      const unit =
        per === 2 ** 30 ? 'a GB' : per === 730 ? 'for 730' : per === 1 ? 'each' : `for ${per.toLocaleString('en-US')}`;
      return `| ${counted(meter)} | $${usd} ${unit} | ${seen} | ${page} |`;
    }),
  );

export const toPage = (result: CostResult): string => {
  const all = figures(result.counted);
  const { ruling, text, delivery, polls, rest, month, metrics } = all;
  return `# What it costs

Written by \`npm run cost -- --write\`; after a change of prices \`npm run cost -- --page\` does. The embedded runtime published
${result.rulings} rulings, one at a time, to one phone and one endpoint, then to ${result.phones} phones, then to ${result.endpoints} endpoints; every call that a function made was
counted by AWS's rules and priced by list prices of us-east-1 as of ${pricesAsOf}, without free tiers and discounts. The figures of
texts and deliveries are the differences of these runs. Look at your own bill; prices change.

${summary(all)}

## What a newsroom pays

${example(all)}

## A ruling

A body of 5 kB, with one topic, author, claimant and edition: seven feeds in three formats, each with its full ${feedLength} entries.
Milliseconds are those of ${result.machine}.

${partTable(ruling, 1_000, 'for 1,000 rulings')}

${meterTable(together(ruling), 1_000, 'for 1,000 rulings')}

Beside that ${metrics} custom metrics are told, each paid for by the hour in which it is: ${dollars(priceOf('metricHours', metrics))} for a ruling that is alone in its hour, and
nothing for the next one.

## A million texts

${partTable(text, million, 'for a million')}

${meterTable(together(text), million, 'for a million')}

A simulated phone reports four times on its text (\`queued\`, \`sending\`, \`sent\`, \`delivered\`), and each report is a request to the API. The segment costs
$${prices.segments.usd} at Twilio; carriers add $0.0025 to $0.0062 to it (budgetforge.dev, July 2026), which is not in these figures.

## A million deliveries

Each to an endpoint that has nothing else to do, accepted at the first attempt.

${partTable(delivery, million, 'for a million')}

${meterTable(together(delivery), million, 'for a million')}

## A million polls of a feed

Of a full feed, by readers that ask only for what is new: ${percent(unchangedShare)} of the answers are 304, ${percent(originShare)} of the polls reach S3, and an answer
has ${headBytes} bytes of headers. These three are assumed. Bodies are compressed by gzip here and by CloudFront there.

| feed | bytes | compressed | a million polls |
| --- | --: | --: | --: |
${polls
  .map(({ path, bytes, gzipped, usage }) => [
    path,
    quantity(bytes),
    quantity(gzipped),
    dollars(costOf(usage) * million),
  ])
  .map((cells) => `| ${cells.join(' | ')} |`)
  .join('\n')}

## A month at rest

Resources as the template has them; runs with nothing to do as counted.

| what | a month |
| --- | --: |
${rest
  .toSorted((a, b) => costOf(b.usage) - costOf(a.usage))
  .map(({ what, usage }) => `| ${what} | ${dollars(costOf(usage))} |`)
  .join('\n')}
| ${result.counted.stack.dashboards} dashboard, of three that are free | $0.00 |
| **together** | **${dollars(costOf(month))}** |

## Prices

US dollars, us-east-1, as of ${pricesAsOf}, and as in docs/deploy.md where it has them. AWS's pages fill in most of their numbers by script and could
not be read, so most were read in a guide or tool that quotes them.

${priceTable()}

## What the model leaves out

${leftOut(result.counted.stack.memoryMb, result.phones)}
`;
};
