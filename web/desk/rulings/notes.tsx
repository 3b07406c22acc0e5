import type { Note } from '../../../shared/domain/ruling.ts';
import { Moment } from '../../parts/moment.tsx';
import { noteWords } from './note-words.ts';
import { Rating } from './rating.tsx';

/** What readers were told of changes, the newest first. */
export const Notes = ({ notes }: { readonly notes: readonly Note[] }) => (
  <ul class="plain">
    {notes.toReversed().map(({ revision, kind, at, text, previousRating }) => (
      <li key={revision} class="note">
        <p>
          <strong>{noteWords(kind)}</strong>, revision {revision}, <Moment at={at} />
        </p>
        {text !== '' && <p>{text}</p>}
        {previousRating && (
          <p class="facts">
            Rated before: <Rating rating={previousRating} />
          </p>
        )}
      </li>
    ))}
  </ul>
);
