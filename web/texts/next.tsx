import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { type PageLanguage, timeOfDay } from '../parts/language.ts';
import type { Words } from './words.ts';

interface NextProps {
  readonly words: Words;
  readonly language: PageLanguage;
  readonly window: ShownNewsroom['texts']['window'];
}

/** What becomes of a sign-up, before it is made. */
export const Next = ({ words, language, window: { opens, closes } }: NextProps) => (
  <>
    <h2>{words.next}</h2>
    <ol>
      {words.nextSteps(timeOfDay(opens, language), timeOfDay(closes, language)).map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  </>
);
