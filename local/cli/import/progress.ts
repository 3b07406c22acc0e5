/** How far an import is. */
export interface Counts {
  imported: number;
  skipped: number;
  refused: number;
}

export const doneOf = ({ imported, skipped, refused }: Counts): number => imported + skipped + refused;

const width = 24;
const everyMs = 100;

/** A line on a terminal that is written over; nothing where standard error is none. */
export const createProgress = (out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr) => {
  const startedAt = Date.now();
  let shownAt = 0;
  const print = (text: string) => void (out.isTTY && out.write(`\r\u001b[K${text}`));
  return {
    /** `share` of the file is read, if that is known. */
    show: (counts: Counts, share: number | undefined): void => {
      const now = Date.now();
      if (now - shownAt < everyMs) return;
      shownAt = now;
      print(progressLine(counts, share, now - startedAt));
    },
    clear: () => print(''),
  };
};

export const progressLine = (counts: Counts, share: number | undefined, ms: number): string => {
  const done = doneOf(counts);
  const filled = Math.round((share ?? 0) * width);
  const bar = share === undefined ? '' : `[${'='.repeat(filled)}${' '.repeat(width - filled)}] ${percent(share)}  `;
  const rate = Math.round(done / Math.max(1, ms / 1000));
  return `${bar}${done} rulings, ${rate}/s, ${counts.skipped} skipped, ${counts.refused} refused`;
};

const percent = (share: number): string => `${String(Math.floor(share * 100)).padStart(3)} %`;
