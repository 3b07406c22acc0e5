import { type RulingDraft, rulingDraftSchema } from '../../shared/domain/ruling.ts';
import { newsroom } from './revision.ts';

/** A ruling as a CMS would hand it in: JSON, with nothing filled in. */
export const draftInput = (differs: Record<string, unknown> = {}): Record<string, unknown> => ({
  slug: 'bridge-tolls-not-doubled',
  url: 'https://newsroom.example/rulings/bridge-tolls-not-doubled',
  headline: 'No, the transit bill does not double every bridge toll',
  claim: {
    text: 'The new law doubles every bridge toll in the state.',
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
  },
  rating: 'false',
  ...differs,
});

/** The same, parsed. */
export const draft = (differs: Record<string, unknown> = {}): RulingDraft =>
  rulingDraftSchema(newsroom).parse(draftInput(differs));
