import type { claimantKinds } from '../../shared/domain/ruling.ts';

/** Kinds of speakers in the words of the pages; which there are is settled with the API. */
export const speakerKindWords: Readonly<Record<(typeof claimantKinds)[number], string>> = {
  person: 'Person',
  organization: 'Organization',
  'social-post': 'Social post',
  'viral-image': 'Viral image',
  video: 'Video',
  'chain-message': 'Chain message',
  'campaign-ad': 'Campaign ad',
};
