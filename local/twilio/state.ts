import { createCallbackStore } from './callback-store.ts';
import { createConversations } from './conversations.ts';
import { openDatabase } from './database.ts';
import { createDeactivationStore } from './deactivation-store.ts';
import { createFaults } from './faults.ts';
import { createMessageStore } from './message-store.ts';
import { createOptOuts } from './opt-outs.ts';
import { createSettings } from './settings.ts';

/** All that the simulation remembers, under one folder. */
export const openState = (folder: string) => {
  const database = openDatabase(folder);
  const messages = createMessageStore(database);
  const conversations = createConversations(database);
  const callbacks = createCallbackStore(database);
  const optOuts = createOptOuts(database);
  const faults = createFaults(database);
  const settings = createSettings(database);
  const deactivations = createDeactivationStore(database);
  return {
    ...database,
    conversations,
    messages,
    callbacks,
    optOuts,
    faults,
    settings,
    deactivations,
    reset: (): void =>
      database.transaction(() => {
        for (const part of [messages, conversations, callbacks, optOuts, faults, settings, deactivations]) part.clear();
      }),
  };
};
export type State = ReturnType<typeof openState>;
