/** The sample newsroom as pages see it. */
import type { ShownNewsroom } from '../../../../shared/use-cases/show-newsroom.ts';
import { newsroom } from '../../../samples/revision.ts';

const { name, shortName, languages, ratingScales, texts } = newsroom;
const { consent, howOften, window, helpContact } = texts;

export const shownNewsroom: ShownNewsroom = {
  ...{ name, shortName, languages, ratingScales },
  topics: [{ slug: 'transport', label: 'Transport' }],
  editions: [{ slug: 'new-york', label: 'New York' }],
  texts: { consent, howOften, window, helpContact, hours: [] },
};
