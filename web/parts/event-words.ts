import type { EventType } from '../../shared/domain/event.ts';

/** What happened to a fact-check, by the type of its event. An edit is not always an update. */
export const eventWords: Readonly<Record<EventType, string>> = {
  'ruling.published': 'Published',
  'ruling.updated': 'Edited',
  'ruling.corrected': 'Corrected',
  'ruling.retracted': 'Retracted',
};
