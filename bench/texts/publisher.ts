import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { sanitizeHtml } from '../../shared/adapters/sanitize-html/sanitizer.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import { type EventMessage, eventMessageSchema } from '../../shared/domain/event.ts';
import { rulingDraftSchema } from '../../shared/domain/ruling.ts';
import { systemRandomness } from '../../shared/runtime/clock.ts';
import { publishRuling } from '../../shared/use-cases/publish-ruling.ts';
import { sampleRuling } from '../sample-ruling.ts';
import { clock, log, newsroomWith } from './newsroom.ts';
import { tables } from './tables.ts';

const actor: Actor = { kind: 'platform', id: 'platform', name: 'bench' };

/** Publishes a ruling about a topic in the tables that the environment leads to; answers what plan-texts is told of it. */
export const publisher = () => {
  const newsroomNow = newsroomWith(1);
  const deps = { rulings: createRulingStore(createDynamo(), tables.rulings), newsroom: newsroomNow, sanitizeHtml };
  let rulings = 0;
  return async (topic: string): Promise<EventMessage> => {
    rulings += 1;
    const draft = { ...sampleRuling(rulings), topics: [topic], texts: 'immediate' };
    const published = await publishRuling({ ...deps, clock, random: systemRandomness, log })(
      rulingDraftSchema(newsroomNow).parse(draft),
      actor,
    );
    if (!published.ok) throw new Error(`not published: ${published.error.kind}`);
    return eventMessageSchema.parse(published.value.event);
  };
};
