import { ensureBuild } from '../local/build.ts';
import { readAssembly } from '../local/template/document.ts';
import { readResources } from '../local/template/resources.ts';
import { type FunctionPart, readSystem, type SystemParts } from './system-parts.ts';

/** Who stands outside, by the function that reaches them; the template does not know them. */
const outside = {
  'send-texts': ['twilio', 'Twilio → phones'],
  deliver: ['outlets', 'partner outlets'],
  'deliver-to-followers': ['followers', 'followers of feeds'],
  'verify-followers': ['callbacks', 'callbacks that ask to follow'],
} as const;

/** A box with its name, and under it what would be long beside an arrow: labels of arrows make the picture wide. */
const box = (name: string, below: readonly string[]): string =>
  [name, ...below.map((line) => `<small>${line}</small>`)].join('<br/>');

const functionNode = ({ name, routes, writes }: FunctionPart): string => {
  const below = [...routes, ...(writes.length > 0 ? [`writes ${writes.join(', ')}`] : [])];
  return `  ${name}["${box(`<b>${name}</b>`, below)}"]`;
};

const queueNode = (queue: string, { subscriptions }: SystemParts): string => {
  const origins = subscriptions.find((each) => each.queue === queue)?.origins ?? [];
  return `  q-${queue}[/"${box(queue, origins.length > 0 ? [`from the ${origins.join(', ')}`] : [])}"/]`;
};

const nodesOf = (system: SystemParts): string[] => {
  const { functions, tables } = system;
  const queues = functions.flatMap((part) => part.queues);
  const streamed = functions.flatMap(({ streamOf }) => streamOf ?? []);
  return [
    '  callers(["editors, partners, operators"])',
    '  readers(["readers"])',
    '  cdn{{CloudFront}}',
    '  api{{HTTP API}}',
    ...tables.filter((table) => streamed.includes(table)).map((table) => `  ${table}[(${table})]`),
    '  events{{RulingEvents}}',
    '  minute(["each minute"])',
    '  hour(["each hour"])',
    '  day(["each day"])',
    '  notices{{PartnerNotices}}',
    '  desk(["whoever looks after partners"])',
    '  bucket[(public bucket)]',
    ...Object.values(outside).map(([id, label]) => `  ${id}(["${label}"])`),
    ...queues.map((queue) => queueNode(queue, system)),
    ...functions.map(functionNode),
  ];
};

/** The node that stands for a schedule. Throws for one that the picture has no node for. */
const beatOf = (schedule: string): string => {
  const [, beat] = /^rate\(1 (minute|hour|day)\)$/.exec(schedule) ?? [];
  if (beat === undefined) throw new Error(`the picture has nothing for ${schedule}`);
  return beat;
};

const wakesOf = (part: FunctionPart): string[] => [
  ...(part.routes.length > 0 ? [`  api --> ${part.name}`] : []),
  ...part.queues.map((queue) => `  q-${queue} --> ${part.name}`),
  ...(part.streamOf ? [`  ${part.streamOf} -- stream --> ${part.name}`] : []),
  ...(part.schedule ? [`  ${beatOf(part.schedule)} --> ${part.name}`] : []),
];

/** A function's way on. Queues that it feeds besides the ones of its channel, as the sweep does, are dotted. */
const effectsOf = (part: FunctionPart, streamed: readonly string[]): string[] => {
  const on = part.routes.length > 0 ? part.writes.filter((table) => streamed.includes(table)) : [];
  const back = part.schedule !== undefined;
  const sends = part.sendsTo.filter((queue) => !part.queues.includes(queue));
  return [
    ...on.map((table) => `  ${part.name} --> ${table}`),
    ...(part.publishes ? [`  ${part.name} ${back ? '-.->' : '-->'} events`] : []),
    ...sends.map((queue) => `  ${part.name} ${back || part.routes.length > 0 ? '-.->' : '-->'} q-${queue}`),
    ...(part.tells ? [`  ${part.name} -.-> notices`] : []),
    ...(part.writesFiles ? [`  ${part.name} --> bucket`] : []),
  ];
};

const edgesOf = ({ functions, subscriptions, dynamicPaths }: SystemParts): string[] => {
  const streamed = functions.flatMap(({ streamOf }) => streamOf ?? []);
  const reached = Object.entries(outside).map(([name, [id]]) => {
    if (!functions.some((part) => part.name === name)) throw new Error(`the template has no function ${name}`);
    return `  ${name} --> ${id}`;
  });
  return [
    '  callers --> cdn',
    `  cdn -- "${dynamicPaths.join(', ')}" --> api`,
    ...functions.flatMap(wakesOf),
    ...functions.flatMap((part) => effectsOf(part, streamed)),
    ...subscriptions.map(({ queue }) => `  events --> q-${queue}`),
    ...reached,
    '  twilio -. "status callbacks" .-> cdn',
    '  bucket -- CloudFront --> readers',
    '  notices --> desk',
  ];
};

const wakersOf = ({ routes, queues, streamOf, schedule }: FunctionPart): string =>
  [
    ...routes.map((route) => `\`${route}\``),
    ...queues.map((queue) => `queue ${queue}`),
    ...(streamOf ? [`stream of ${streamOf}`] : []),
    ...(schedule ? [`\`${schedule}\``] : []),
  ].join(', ');

const accessRow = (part: FunctionPart, tables: readonly string[]): string[] => {
  const access = (table: string): string =>
    `${part.reads.includes(table) ? 'r' : ''}${part.writes.includes(table) ? 'w' : ''}`;
  return [part.name, wakersOf(part), ...tables.map(access)];
};

/** A table in Markdown, its columns as wide as their longest cell: so the formatter leaves it as it is. */
const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[], fill: string): string =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width, fill)).join(' | ')} |`;
  return [line(head, ' '), line([], '-'), ...rows.map((row) => line(row, ' '))].join('\n');
};

/** The page that draws the stack, from the template as `cdk deploy` would send it. Bundles and synthesizes where a source changed. */
export const systemPage = async (): Promise<string> => {
  const { template } = readAssembly(await ensureBuild());
  const system = readSystem(readResources(template, (name) => name));
  const { functions, tables } = system;
  return `# The system

<!-- Made by docs/generate.ts from the synthesized template -->

A ruling's way, left to right. Slanted boxes are queues, round ends are outside; dotted lines bring back what waited or comes in later.
Each queue, subscription, stream and schedule has dead letters and an alarm, which are not drawn; nor are keys and secrets.
Queues “from the newsroom” get no imported rulings.

\`\`\`mermaid
%%{init: { "flowchart": { "rankSpacing": 25, "nodeSpacing": 25 } }}%%
flowchart LR
${[...nodesOf(system), ...edgesOf(system)].join('\n')}
\`\`\`

## What wakes each function, and which tables it may read (r) and write (w)

${markdownTable(
  ['function', 'woken by', ...tables],
  functions.map((part) => accessRow(part, tables)),
)}
`;
};
