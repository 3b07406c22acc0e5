import { Parser } from 'htmlparser2';
import { expect } from 'vitest';

interface Link {
  readonly tag: string;
  readonly href: string;
  readonly type: string | undefined;
  readonly title: string | undefined;
}

/** What a browser finds in a page: elements, links, pictures and words. */
export const readPage = (html: string) => {
  const links: Link[] = [];
  const tags = new Set<string>();
  const ids: string[] = [];
  const scripts: (string | undefined)[] = [];
  const styles: string[] = [];
  const pictures: { readonly label: string | undefined; uses: string | undefined }[] = [];
  const words: string[] = [];
  const open: string[] = [];
  const parser = new Parser({
    onopentag: (tag, { href, type, title, id, src, role, style, 'aria-label': label }) => {
      tags.add(tag);
      open.push(tag);
      if (id !== undefined) ids.push(id);
      if (tag === 'script') scripts.push(src);
      if (style !== undefined) styles.push(style);
      if (role === 'img') pictures.push({ label, uses: undefined });
      const picture = pictures.at(-1);
      if (tag === 'use' && picture) picture.uses = href;
      else if (href !== undefined) links.push({ tag, href, type, title });
    },
    ontext: (text) => words.push(text),
    onclosetag: (tag) => {
      expect(open.pop()).toBe(tag);
    },
  });
  parser.end(html);
  return { links, tags, ids, scripts, styles, pictures, words: words.join('') };
};
