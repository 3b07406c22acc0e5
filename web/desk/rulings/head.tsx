import type { Ruling } from '../../../shared/domain/ruling.ts';
import { Moment } from '../../parts/moment.tsx';
import { Notes } from './notes.tsx';
import { Rating } from './rating.tsx';

/** What a fact-check says, in short. */
export const Head = ({ ruling }: { readonly ruling: Ruling }) => {
  const { headline, claim, rating, status, revision, language, url, publishedAt, updatedAt, notes } = ruling;
  return (
    <div class="head">
      <h2 lang={language}>{headline}</h2>
      <p class="facts">
        <Rating rating={rating} size={28} />
        {status === 'retracted' ? <span class="tag bad">retracted</span> : <span class="tag good">published</span>}
      </p>
      <blockquote lang={language}>{claim.text}</blockquote>
      <p>
        {claim.claimant.name}
        {claim.claimant.title && <span class="soft">, {claim.claimant.title}</span>}
      </p>
      <p class="soft">
        Published <Moment at={publishedAt} />
        {revision > 1 && (
          <>
            , revision {revision} <Moment at={updatedAt} />
          </>
        )}
        . <a href={url}>On the site</a>
      </p>
      {notes.length > 0 && <Notes notes={notes} />}
    </div>
  );
};
