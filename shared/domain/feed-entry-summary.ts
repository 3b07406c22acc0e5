import type { Newsroom } from './newsroom.ts';
import type { Revision } from './ruling.ts';
import { claimSentence, ratingLabel, verdictSentence } from './verdict.ts';
import { asSentence, wordingFor } from './wording.ts';

/**
 * An entry in a few sentences, for readers that show no more: what changed last if that is an error of ours, the claim and its verdict,
 * and the summary. The verdict is never without the claim that it is on.
 */
export const feedEntrySummary = ({ content, notes, status }: Revision, newsroom: Newsroom): string => {
  const { claim, rating, language, summary } = content;
  const wording = wordingFor(language);
  const told = notes.findLast(({ kind }) => kind === 'correction' || kind === 'retraction');
  const error =
    told === undefined
      ? []
      : [`${wording.notices[told.kind === 'correction' ? 'correction' : 'retraction']}: ${asSentence(told.text)}`];
  if (status === 'retracted') return [wording.withdrawn, ...error].join(' ');
  const verdict = verdictSentence(ratingLabel(newsroom, rating), language);
  return [...error, claimSentence(claim, language), verdict, ...summary.map(asSentence)].join(' ');
};
