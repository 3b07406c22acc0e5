import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recognizeInbound } from '../../shared/domain/inbound-text.ts';

const labels = ['opt-out', 'unclear', 'not'] as const;
const topics = ['health', 'economy'].map((slug) => ({ slug, labels: [slug === 'health' ? 'salud' : 'economía'] }));
const kindOf = (body: string) => recognizeInbound(body, { topics, optOutType: null }).kind;

/** Texts as people may send them, each labelled by what the person means: `opt-out`, `unclear`, or `not` for anything else. `#` begins a remark. */
const labelled = readFileSync(new URL('../labelled/opt-outs.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .filter((line) => !line.startsWith('#'))
  .map((line) => {
    const [label, text = ''] = line.split('\t');
    const kind = kindOf(text.replaceAll('\\n', '\n'));
    return {
      label: labels.find((known) => known === label),
      text,
      taken: labels.find((known) => known === kind) ?? 'not',
    };
  });
const of = (label: string, taken: string) =>
  labelled.filter((one) => one.label === label && one.taken === taken).map(({ text }) => text);

describe('what people mean, over the labelled texts', () => {
  it('has texts of each kind, each once, and no other kind', () => {
    expect(new Set(labelled.map(({ text }) => text)).size).toBe(labelled.length);
    expect(labels.map((label) => labelled.filter((one) => one.label === label).length)).toEqual([1177, 262, 709]);
    expect(labelled).toHaveLength(1177 + 262 + 709);
  });

  it('misses no opt-out', () => {
    expect(of('opt-out', 'not')).toEqual([]);
  });

  it('knows at least 97 of 100 opt-outs at once; these others pause, and go to a person', () => {
    expect(of('opt-out', 'unclear')).toEqual([
      "Linda doesn't have this number anymore",
      'I am not Jennifer',
      "This isn't Jennifer",
      'No soy María',
      'aqui no vive Pedro',
      'There is no Carlos here',
      "Carlos doesn't live here",
      'This is not Carlos',
      'yo no soy Carlos',
      'Carlos ya no vive aquí',
      "I'm going to report you if you don't stop",
      'This phone number no longer belongs to Ann',
      "this isn't John",
      "This is not John's phone anymore",
      "John doesn't live here",
      'Sorry he died last year',
      'He passed away',
      'She is deceased',
      'no soy Juan',
      'mi esposo falleció',
      'él ya murió',
      'report spam',
      'reported',
      'this is a work phone please do not use it',
      'This is not who you think it is',
      "I'm not Maria",
      'no Maria here',
      'new number, not Bob',
      'My phone bill is too high stop',
      'esta persona ya no vive aqui',
      'mi padre ya murió',
      'my dad passed in June, this is his old phone',
      'not interested anymore, thanks, bye',
    ]);
    expect(of('opt-out', 'opt-out')).toHaveLength(1144);
    expect(1144 / 1177).toBeGreaterThan(0.97);
  });

  it('ends texts by mistake for these only, nearly all of which begin with STOP or another keyword that nothing else may begin with', () => {
    expect(of('not', 'opt-out')).toEqual([
      'Stop the steal was never investigated',
      'Stop and frisk lowered crime in New York?',
      'Stop-loss orders were banned by the SEC?',
      'Stopgap bill funds the government until March?',
      'Stopping by to say thanks',
      'Stopped clocks are right twice a day',
      'Stop sign cameras made the city $3 million?',
      'Stop Woke Act was struck down?',
      "can't stop won't stop",
      'pit stop',
      'Opt-out rates for vaccines tripled in Idaho?',
      'Unsubscribe laws were blocked by a court?',
      'Stopgap measures cost $2 billion?',
      'Do not call list was hacked by Russia?',
      'Stopping the pipeline cost 11000 jobs',
      'Stop and frisk reduced crime in New York',
      'stop and frisk is legal',
      'STOP Act bans fentanyl by mail',
      'Stop the Steal was paid by Bannon',
      'Stop signs are being removed in our city',
      'Stop the steal rally had 2 million people',
    ]);
    expect(of('unclear', 'opt-out')).toEqual(['When will this stop', 'you never stop', 'delete']);
  });

  it('pauses texts by mistake for these only', () => {
    expect(of('not', 'unclear')).toEqual([
      'The number is wrong',
      'End of story',
      'Canceled flights doubled this year',
      'Just Stop Oil protesters were jailed for 5 years',
      'When will the war stop?',
      'No más impuestos, dijo el alcalde',
      'Deleted emails proved the plot?',
      'Blocked 14 bills, is that true of the speaker?',
      'Alto nivel de inflación, dicen',
      'para mí es mentira',
      'Cancelaron los vuelos a Cuba?',
      'Revoke the licenses of networks, did he say that?',
      'Do I have to sign up for the draft again?',
      'not a fan of this one',
      'The senator said leave us alone',
      'Trump said leave me alone',
      'Half the phone numbers on the petition were wrong',
    ]);
  });

  it('takes for chat few of those that a person should read', () => {
    expect(of('unclear', 'not')).toEqual([
      "It's 6am!",
      "i'm at work",
      "I'm driving",
      'what do I have to do to make you quit',
      'go bother someone else',
      'Omg another one',
      "I can't deal with this",
      'who are you people',
      'idc',
      'boring',
      'useless',
      'why me',
    ]);
    expect(of('unclear', 'unclear')).toHaveLength(247);
  });
});
