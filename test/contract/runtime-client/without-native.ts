/** Loaded before `aws-lambda-ric`: where it asks for its compiled part, it gets ours. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === './rapid-client.node'
      ? { url: new URL('./native-client.ts', import.meta.url).href, shortCircuit: true }
      : nextResolve(specifier, context),
});
