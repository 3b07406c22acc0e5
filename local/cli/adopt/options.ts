import { parseArgs } from 'node:util';
import * as z from 'zod';
import { UsageError } from '../usage-error.ts';

const positive = (unit: string) =>
  z.coerce.number({ error: `is a number of ${unit}` }).positive(`is a number of ${unit} above 0`);

const optionsSchema = z.object({
  pace: positive('requests a second').default(1),
  limit: positive('pages').int().optional(),
  follow: z.boolean().default(false),
  every: positive('minutes').max(10_080, 'is at most a week').default(15),
  texts: z.boolean().default(false),
  state: z.string().optional(),
  report: z.string().optional(),
});
export type AdoptOptions = z.output<typeof optionsSchema> & { readonly start: URL };

/** The options of `rulingwire adopt`. Throws {@link UsageError}. */
export const readOptions = (args: readonly string[]): AdoptOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ pace: { type: 'string' }, limit: { type: 'string' }, every: { type: 'string' } },
      ...{ follow: { type: 'boolean' }, texts: { type: 'boolean' } },
      ...{ state: { type: 'string' }, report: { type: 'string' } },
    },
  });
  const options = optionsSchema.safeParse(values);
  if (!options.success)
    throw new UsageError(options.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n'));
  if (options.data.state !== undefined && !options.data.follow) throw new UsageError('--state goes with --follow');
  const [text = '', ...others] = positionals;
  const start = URL.parse(text);
  if (!start || !/^https?:$/.test(start.protocol) || others.length > 0)
    throw new UsageError('adopt takes one http or https URL: the site, or the part of it that holds the fact-checks');
  return { ...options.data, start };
};
