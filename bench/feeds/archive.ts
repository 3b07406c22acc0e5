import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** The same numbers in [0, 1) for the same seed (Numerical Recipes' constants). */
const seeded = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Of `values` things the first is met most, the second half as often, and so on: few topics and speakers make up most of an archive. */
const powerLaw = (values: number, random: () => number) => {
  const sums: number[] = [];
  let all = 0;
  for (let rank = 1; rank <= values; rank++) {
    all += 1 / rank;
    sums.push(all);
  }
  return (): number => {
    const wanted = random() * all;
    return sums.findIndex((sum) => sum > wanted);
  };
};

const ratings = ['true', 'mostly-true', 'half-true', 'mostly-false', 'false', 'pants-on-fire'];
const sentence = 'The measure moves one pier and leaves the others, which its text says on page nine. ';
const firstDay = Date.UTC(2008, 0, 1);
const hourMs = 3_600_000;

/** A ruling of ordinary size and six facets for each number: a body of 4.6 kB, three sources, speakers and topics by a power law. */
const rulingMaker = () => {
  const random = seeded(1);
  const [speaker, topic, author] = [powerLaw(4_000, random), powerLaw(400, random), powerLaw(40, random)];
  return (number: number) => {
    const [who, what, by] = [speaker(), topic(), author()];
    return {
      slug: `archived-${number}`,
      externalId: `cms-${number}`,
      url: `https://newsroom.example/rulings/archived-${number}`,
      headline: `No, measure ${number} does not close the harbor`,
      claim: {
        text: `Measure ${number} closes the harbor to every ship that is longer than a pier.`,
        madeOn: '2008-01-01',
        venue: 'a debate',
        claimant: { name: `Speaker ${who}`, slug: `speaker-${who}`, kind: 'person', title: 'Member of the council' },
      },
      rating: ratings[Math.floor(random() * ratings.length)],
      summary: ['The measure moves one pier.', 'Ships of every length may enter.'],
      bodyHtml: Array.from({ length: 8 }, () => `<p>${sentence.repeat(6 + Math.floor(random() * 2))}</p>`).join(''),
      authors: [{ name: `Author ${by}`, slug: `author-${by}` }],
      topics: [`topic-${what}`],
      editions: ['new-york'],
      sources: [1, 2, 3].map((at) => ({
        title: `Source ${at} of measure ${number}`,
        url: `https://sources.example/${number}/${at}`,
        archiveUrl: `https://archive.example/${number}/${at}`,
      })),
      publishedAt: new Date(firstDay + number * hourMs).toISOString(),
    };
  };
};

/** Writes the rulings of an archive as NDJSON, one file for each part of it: up to `ends[0]`, from there to `ends[1]` and so on. */
export const writeArchive = async (ends: readonly number[], fileOf: (end: number) => string): Promise<void> => {
  const make = rulingMaker();
  let number = 0;
  for (const end of ends) {
    const file = createWriteStream(fileOf(end));
    for (; number < end; number++) if (!file.write(`${JSON.stringify(make(number))}\n`)) await once(file, 'drain');
    file.end();
    await once(file, 'finish');
  }
};
