/**
 * Stands in for the SDK's chain of credential providers in bundles: Lambda gives a function its credentials by environment
 * variables, so what reads profiles, single sign-on and instance metadata is 100 kB that can never run.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
