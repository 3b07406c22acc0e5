/** A process of its own that answers what its parent asks, so that what it takes can be told from what others take. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const askedSchema = z.object({ number: z.int(), question: z.string(), argument: z.unknown().optional() });
const answeredSchema = z.object({ number: z.int(), answer: z.unknown().optional(), failure: z.string().optional() });

export interface Child {
  /** Throws what the child threw, as text. */
  ask<Answer>(question: string, schema: z.ZodType<Answer>, argument?: unknown): Promise<Answer>;
  /** Asks it to close, and waits until it has ended. */
  close(): Promise<void>;
}

/** Starts a module; it ends with this process. `execArgv` are options of Node, such as those of its profiler. */
export const startChild = (module: URL, args: readonly string[], execArgv: readonly string[] = []): Child => {
  const child = fork(fileURLToPath(module), args, { execArgv: [...process.execArgv, ...execArgv] });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  child.on('message', (message) => {
    const { number, answer, failure } = answeredSchema.parse(message);
    const asking = waiting.get(number);
    waiting.delete(number);
    if (failure === undefined) asking?.resolve(answer);
    else asking?.reject(new Error(failure));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${module.pathname} ended with ${code}`));
  });
  const ask: Child['ask'] = async (question, schema, argument) => {
    asked += 1;
    const answered = Promise.withResolvers<unknown>();
    waiting.set(asked, answered);
    child.send({ number: asked, question, argument });
    return schema.parse(await answered.promise);
  };
  return {
    ask,
    close: async () => {
      const exit = once(child, 'exit');
      await ask('close', z.unknown());
      child.disconnect();
      await exit;
    },
  };
};

type Answers = Readonly<Record<string, (argument: unknown) => unknown>>;

/** In the child: answers its parent by these, and ends when its parent lets it go. */
export const answerParent = (answers: Answers): void => {
  process.on('message', async (message) => {
    const { number, question, argument } = askedSchema.parse(message);
    try {
      process.send?.({ number, answer: await answers[question]?.(argument) });
    } catch (error) {
      process.send?.({ number, answer: undefined, failure: String(error) });
    }
  });
  process.once('disconnect', () => process.exit());
};
