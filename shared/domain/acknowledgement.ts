import * as z from 'zod';

/** Where a partner republished a ruling. Nobody asks it: editors follow it. */
const republishedUrlSchema = z
  .url({ protocol: /^https?$/, error: 'is not an absolute http or https URL' })
  .max(2000)
  .regex(/^[\x21-\x7e]*$/, 'is not an absolute URL in ASCII')
  .transform((text, context) => {
    const { href, username, password } = new URL(text);
    if (username === '' && password === '') return href;
    context.addIssue('must not hold a user name or password');
    return z.NEVER;
  });

/** That a partner republished a revision, as it says so. */
export const acknowledgementDraftSchema = z.strictObject({
  revision: z.int().min(1),
  republishedUrl: republishedUrlSchema.nullable().default(null),
});
export type AcknowledgementDraft = z.output<typeof acknowledgementDraftSchema>;
