import { abandonedMs, exchangeMs, keptSeconds } from '../shared/domain/delivery.ts';
import {
  type DeliveryMove,
  type DeliveryState,
  deliveryMoves,
  deliveryStates,
} from '../shared/domain/delivery-moves.ts';
import { nextDelay } from '../shared/domain/retry.ts';

/** What each state means. */
const states: Readonly<Record<DeliveryState, string>> = {
  pending: 'It is to be sent when its time has come.',
  sending: `A process sends it at this moment. The exchange is over within ${exchangeMs / 1000} s; a row that is found so after ${abandonedMs / 1000} s was left by a process that died, and is taken over.`,
  delivered: 'Its receiver has taken it.',
  waiting: 'Nobody tries any more, and it is owed all the same: it waits for its endpoint, or for its partner.',
  superseded:
    'It will never be sent. A newer one of the same ruling is owed and says in `supersedes` what it stands for, or its endpoint is gone.',
};

/** What makes each move. */
const makers: Readonly<Record<DeliveryMove, string>> = {
  begin:
    'its time has come, an earlier one of the same ruling that is still being sent is over, and the endpoint has a slot and a token free',
  arrive: 'the receiver answered with a 2xx; a follower that has got the feed as it stands needs no message',
  fail: 'the attempt brought no success, and the schedule has a next one; so also where our own process died, which the schedule does not count until it happens five times in a row',
  exhaust: 'the last attempt of the schedule failed, the receiver never wants this one, or its endpoint is disabled',
  park: 'its endpoint is disabled',
  resume:
    'its endpoint is back in service: a partner enabled it, or it answered after an outage. The schedule begins anew; what the receiver never wants stays where it is',
  supersede: 'a newer one of the same ruling is owed, or its endpoint is gone',
  replay: 'its partner asks for it once more: the same row begins the schedule anew, whatever the receiver said of it',
};

const isMove = (name: string): name is DeliveryMove => name in deliveryMoves;
const moves = Object.keys(deliveryMoves)
  .filter(isMove)
  .map((name) => ({ name, ...deliveryMoves[name], maker: makers[name] }));

/** One arrow from state to state, with all moves that go there. */
const arrows = (): string[] => {
  const all = moves.flatMap(({ name, from, to }) => from.map((state) => ({ name, ends: `${state} --> ${to}` })));
  return [...Map.groupBy(all, ({ ends }) => ends)].map(
    ([ends, along]) => `  ${ends}: ${along.map(({ name }) => name).join(', ')}`,
  );
};

const table = ([head = [], ...rows]: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const inWords = (ms: number): string => {
  if (ms === 0) return 'at once';
  const [unit, size] = ms < 60_000 ? ['s', 1000] : ms < 3_600_000 ? ['min', 60_000] : ['h', 3_600_000];
  return `${Math.floor(ms / size)} ${unit}`;
};

/** The delays of the schedule, where `random` of [0, 1) is drawn each time. */
const delays = (random: number): number[] => {
  const found: number[] = [];
  for (;;) {
    const delay = nextDelay(found.length, random);
    if (delay === undefined) return found;
    found.push(delay);
  }
};
const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

/** The page of what can happen to a delivery. */
export const deliveriesPage = (): string => {
  const schedule = delays(0.5);
  const stray = 1 - sum(delays(0)) / sum(schedule);
  return `# Deliveries

<!-- Made by docs/generate.ts from shared/domain/delivery.ts and retry.ts -->

A delivery is one event owed to one endpoint; a notice (\`endpoint.test\`, \`endpoint.probe\`) or a feed owed to its follower moves
likewise. It is one row, and this is all that can happen to it:

\`\`\`mermaid
stateDiagram-v2
  [*] --> pending: owed
  [*] --> waiting: owed while its endpoint is disabled
${arrows().join('\n')}
  delivered --> [*]: forgotten
  superseded --> [*]: forgotten
\`\`\`

${table([['state', 'means'], ...deliveryStates.map((state) => [`\`${state}\``, states[state]])])}

Each write is conditional on the \`version\` that was read, and raises it by one. Of two processes that move the same row one is told that
it is not as it was, and looks again.

Within one run of the schedule a delivery only goes forward: its failures are counted, never taken back, and what is \`delivered\`
or \`superseded\` is over. A run begins when the delivery is planned, when its endpoint comes back (\`resume\`), and when its partner asks for
it once more (\`replay\`). A replay is a new run of the same row, with the same ids: nothing new is owed, and the attempts are listed
after the earlier ones. No move leaves \`superseded\`: an old verdict is not announced after its correction.

What is over is forgotten after ${keptSeconds / 86_400} days. \`waiting\` is not over: nothing owed is dropped.

## Moves

${table([
  ['move', 'from', 'to', 'what makes it'],
  ...moves.map(({ name, from, to, maker }) => [
    `\`${name}\``,
    from.map((state) => `\`${state}\``).join(', '),
    `\`${to}\``,
    maker,
  ]),
])}

## The schedule

${table([['attempt', 'after the one before'], ...schedule.map((ms, at) => [String(at + 1), inWords(ms)])])}

Each delay strays by up to ${Math.round(stray * 100)} %; together they are ${inWords(sum(schedule))}. A \`Retry-After\` puts an attempt off, and brings none forward.
`;
};
