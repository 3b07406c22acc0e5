import type { CallbackAnswer, CallbackAsker } from '../../shared/ports/callback-asker.ts';

/** Callbacks that answer what `react` makes of the URL that they are asked at. */
export const fakeCallbackAsker = (
  react: (url: URL) => Partial<CallbackAnswer>,
): CallbackAsker & { readonly asked: URL[] } => {
  const asked: URL[] = [];
  return {
    asked,
    get: async ({ url }) => {
      asked.push(new URL(url));
      return { status: null, error: null, body: '', ...react(new URL(url)) };
    },
  };
};
