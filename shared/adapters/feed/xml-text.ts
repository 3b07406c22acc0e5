import { cleanText } from '../../domain/plain-text.ts';

/**
 * The `feed` package (6.0.0, over xml-js 1.6) escapes neither `<` in attributes nor more than one `]]>` in a CDATA section, and
 * takes `&amp;` in text for an ampersand that was escaped before. So text is prepared for the place where it goes. What the
 * package leaves no way to say is said with two non-characters, which `cleanText` takes out of all text, and which
 * `restoreMarkup` turns into markup when the document stands.
 */
const lessThan = '\uFFFE';
const sectionBreak = '\uFFFF';

/** For the content of an element, and for attributes that the package escapes. */
export const xmlText = (text: string): string => cleanText(text).replaceAll('&', '&amp;');

/** For an attribute whose ampersands the package escapes itself, and nothing else. */
export const halfEscaped = (text: string): string => cleanText(text).replaceAll('<', lessThan);

/** For an attribute that the package passes through but for its quotation marks. */
export const attribute = (text: string): string => halfEscaped(xmlText(text));

/** For a CDATA section. */
export const cdata = (text: string): string => cleanText(text).replaceAll(']]>', `]]${sectionBreak}>`);

/** For HTML in a CDATA section: there `]]>` can be spelled without a second section, which some readers do not put together. */
export const htmlCdata = (html: string): string => cleanText(html).replaceAll(']]>', ']]&gt;');

/** The document that the package made, with the markup that it could not make. */
export const restoreMarkup = (xml: string): string =>
  xml.replaceAll(lessThan, '&lt;').replaceAll(sectionBreak, ']]><![CDATA[');
