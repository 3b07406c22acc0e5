import type { Attempt } from '../../../shared/domain/delivery.ts';
import { inWords } from '../words.ts';

/** What came of an attempt, in a few words. */
export const outcome = ({ status, error }: Pick<Attempt, 'status' | 'error'>): string =>
  [status === null ? undefined : `answered ${status}`, inWords(error)].filter(Boolean).join(', ') || 'no answer';
