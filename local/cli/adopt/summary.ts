import type { Counts } from './import-site.ts';
import type { Told } from './tell.ts';

/** A line on a terminal that is written over; nothing where standard error is no terminal. */
export const createProgress = (stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr) => {
  const print = (text: string) => void (stream.isTTY && stream.write(`\r\u001b[K${text}`));
  return {
    show: ({ pages, imported, skipped }: Counts, of: number) =>
      print(`${pages} of ${of} pages read, ${imported} rulings imported, ${skipped} skipped`),
    clear: () => print(''),
  };
};

export const lineOf = ({ url, claim, reason }: Told): string =>
  `${url}${claim === null ? '' : `, claim ${claim}`}: ${reason}`;

export const summaryOf = ({ pages, withClaims, imported, skipped, refused }: Counts, told: readonly Told[]): string =>
  [
    `${count(pages, 'page')} read, ${withClaims} with fact-checks`,
    `${count(imported, 'ruling')} imported, ${skipped} skipped (there already), ${refused} refused`,
    ...(told.length > 0 ? ['Not taken over:', ...told.map((one) => `  ${lineOf(one)}`)] : []),
  ].join('\n');

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
