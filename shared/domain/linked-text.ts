import { escapeHtml } from './escape-html.ts';

/** A link as HTML. */
export const linkTo = (url: string, text: string): string => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;

/** Plain text as HTML in which a URL can be followed; a full stop or a bracket after it is not part of it. */
export const withLinks = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]}»”])/)
    .map((part, at) => (at % 2 === 1 ? linkTo(part, part) : escapeHtml(part)))
    .join('');
