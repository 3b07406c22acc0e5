import { escapeHtml } from './escape-html.ts';
import { linkTo } from './linked-text.ts';
import { cleanLine } from './plain-text.ts';

export const pageContentType = 'text/html; charset=utf-8';

/**
 * A page that the wire makes itself, for readers: its parts are HTML already, its title is plain text. Scripts and styles are files of
 * the site: the Content-Security-Policy forbids all others.
 */
export const publicPage = (page: {
  readonly title: string;
  readonly language: string;
  readonly head: readonly string[];
  readonly main: readonly string[];
}): string =>
  `${[
    '<!doctype html>',
    `<html lang="${text(page.language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${text(page.title)}</title>`,
    '<link rel="icon" href="/icon.svg" type="image/svg+xml">',
    '<link rel="stylesheet" href="/style.css">',
    ...page.head,
    '</head>',
    '<body>',
    '<main class="generated">',
    ...page.main,
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`;

/** A line of plain text as HTML. */
export const text = (value: string): string => escapeHtml(cleanLine(value));

/** A link under a line of plain text. */
export const link = (href: string, label: string): string => linkTo(href, cleanLine(label));
