import { answerLink } from './answer.ts';
import { deps } from './deps.ts';

/** Leads from the link in a text to the ruling. */
export const handler = answerLink(deps);
