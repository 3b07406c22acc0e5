import { answerHub } from './answer.ts';
import { deps } from './deps.ts';

/** Takes requests to follow a feed, or no longer to. */
export const handler = answerHub(deps);
