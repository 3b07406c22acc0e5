import * as z from 'zod';

const url = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).href === text, 'not as a client would ask for it');
/** RFC 3339. */
const date = z.iso.datetime({ offset: true });
/** A custom object's name begins with an underscore and a letter. */
const custom = /^_[A-Za-z]/;

/** An object with these fields and custom ones, and no others. */
const object = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.looseObject(shape).superRefine((value, context) => {
    for (const name of Object.keys(value))
      if (!(name in shape) && !custom.test(name)) context.addIssue({ code: 'custom', message: `no field: ${name}` });
  });

const author = object({ name: z.string().optional(), url: url.optional(), avatar: url.optional() }).refine(
  ({ name, url, avatar }) => name ?? url ?? avatar,
  'an author has a name, a url or an avatar',
);
const attachment = object({
  url,
  mime_type: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
  title: z.string().optional(),
  size_in_bytes: z.number().optional(),
  duration_in_seconds: z.number().optional(),
});
const language = z.string().refine((tag) => Intl.getCanonicalLocales(tag).length === 1);

const item = object({
  id: z.string().min(1),
  url: url.optional(),
  external_url: url.optional(),
  title: z.string().optional(),
  content_html: z.string().optional(),
  content_text: z.string().optional(),
  summary: z.string().optional(),
  image: url.optional(),
  banner_image: url.optional(),
  date_published: date.optional(),
  date_modified: date.optional(),
  authors: z.array(author).optional(),
  tags: z.array(z.string()).optional(),
  language: language.optional(),
  attachments: z.array(attachment).optional(),
}).refine(({ content_html, content_text }) => content_html ?? content_text, 'an item has content');

/** JSON Feed by version 1.1 of its specification; what that version deprecates is no field here. */
export const jsonFeedSchema = object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: url.optional(),
  feed_url: url.optional(),
  description: z.string().optional(),
  user_comment: z.string().optional(),
  next_url: url.optional(),
  icon: url.optional(),
  favicon: url.optional(),
  authors: z.array(author).optional(),
  language: language.optional(),
  expired: z.boolean().optional(),
  hubs: z.array(object({ type: z.string(), url })).optional(),
  items: z
    .array(item)
    .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, 'ids are unique to their items'),
});
