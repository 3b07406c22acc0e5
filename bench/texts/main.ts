/**
 * How texts behave: `npm run bench:texts -- [--people 10000,100000] [--in-flight 50,200] [--rounds 5] [--texts 2000] [--speed 75] [--write]`.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { describeMachine } from '../machine.ts';
import { type TextsResult, toPage } from './page.ts';
import { measurePlanning, type Planning } from './planning.ts';
import { measureSending } from './sending.ts';

const { values } = parseArgs({
  options: {
    // audiences to plan for
    people: { type: 'string', default: '10000,100000' },
    // texts under way at the same time: 25 for each batch
    'in-flight': { type: 'string', default: '50,200' },
    rounds: { type: 'string', default: '5' },
    // in each round
    texts: { type: 'string', default: '2000' },
    // of the sender whose speed is held, in segments a second
    speed: { type: 'string', default: '75' },
    write: { type: 'boolean' },
  },
});
/** For what the sender's speed is held. */
const heldSeconds = 40;
/** Of the planner; its function has 1024 MB in all. */
const heapMiB = 192;

const numbers = (list: string, of: z.ZodType<number, unknown>): number[] =>
  list
    .split(',')
    .map((number) => of.parse(number))
    .sort((a, b) => a - b);
const count = z.coerce.number().int().min(1);
const people = numbers(values.people, count);
const inFlight = numbers(values['in-flight'], count.multipleOf(25));
const [rounds, texts, speed] = [count.parse(values.rounds), count.parse(values.texts), count.parse(values.speed)];

const planning: Planning[] = [];
for (const audience of people) planning.push(await measurePlanning(audience, heapMiB));
const held = { segmentsPerSecond: speed, texts: speed * heldSeconds };
const result: TextsResult = {
  machine: describeMachine(),
  command: `npm run bench:texts -- --people ${people.join(',')} --in-flight ${inFlight.join(',')} --rounds ${rounds} --texts ${texts} --speed ${speed} --write`,
  planning,
  ...(await measureSending({ inFlight, rounds, texts, held })),
};
const page = toPage(result);
console.log(page);
if (values.write) {
  const file = (path: string) => new URL(`../../${path}`, import.meta.url);
  await writeFile(file('bench/texts/results.json'), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(file('docs/bench-texts.md'), page);
}
process.exit();
