import * as z from 'zod';
import { type EndpointUrlRules, parseEndpointUrl } from './endpoint-url.ts';

/** Where a partner republished a ruling. Nobody asks it; editors follow it, so it is held to what endpoints are, but may name a place on its page. */
const republishedUrlSchema = (rules: EndpointUrlRules) =>
  z
    .string()
    .max(2000)
    .regex(/^[\x21-\x7e]*$/, 'is not an absolute URL in ASCII')
    .transform((text, context) => {
      const page = parseEndpointUrl(text.replace(/#.*$/, ''), rules);
      if (page.ok) return new URL(text).href;
      context.addIssue(page.error);
      return z.NEVER;
    });

/** That a partner republished a revision, as it says so. */
export const acknowledgementDraftSchema = (rules: EndpointUrlRules) =>
  z.strictObject({
    revision: z.int().min(1),
    republishedUrl: republishedUrlSchema(rules).nullable().default(null),
  });
export type AcknowledgementDraft = z.output<ReturnType<typeof acknowledgementDraftSchema>>;
