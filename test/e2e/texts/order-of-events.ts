import type { CallWatch } from '../../../local/aws/call-watch.ts';

/** What the tables were asked by functions and did, each as DynamoDB's JSON, in that order. */
export const watchTables = (): { readonly watch: CallWatch; readonly done: readonly string[] } => {
  const done: string[] = [];
  const watch: CallWatch = {
    after: async (_principal, calls, { input }) => {
      if (calls.some(({ action }) => action.startsWith('dynamodb:UpdateItem'))) done.push(JSON.stringify(input));
    },
  };
  return { watch, done };
};
