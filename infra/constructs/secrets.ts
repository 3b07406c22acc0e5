import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** What the operator fills in. `authToken` is random until then, because an empty one would let anyone sign callbacks. */
const twilioTemplate = { accountSid: '', apiKeySid: '', apiKeySecret: '', messagingServiceSid: '' };

/** The platform's own secrets, and the key that seals phone numbers and endpoints' secrets. */
export class Secrets extends Construct {
  /** 64 random characters; keys for hashes and tokens are derived from it. Losing it loses every subscriber. */
  readonly platform = this.#secret('PlatformSecret', 'Keys for hashes and tokens are derived from it', {
    passwordLength: 64,
    excludePunctuation: true,
  });
  readonly twilio = this.#secret('TwilioSecret', 'Twilio account; fill in the five values after the first deployment', {
    secretStringTemplate: JSON.stringify(twilioTemplate),
    generateStringKey: 'authToken',
    excludePunctuation: true,
  });
  /** What signs messages to partners for everybody to check: each named value gives a key, so that one can be added before another goes. */
  readonly signingKeys = this.#secret('SigningKeysSecret', 'Keys that sign webhooks are derived from each value', {
    secretStringTemplate: '{}',
    generateStringKey: 'current',
    passwordLength: 64,
    excludePunctuation: true,
  });
  /** The operator's first API key, without its prefix `rwk_`. */
  readonly operatorKey = this.#secret('OperatorKeySecret', 'The first operator key, without its prefix rwk_', {
    passwordLength: 48,
    excludePunctuation: true,
  });
  readonly vaultKey = new Key(this, 'VaultKey', {
    description: 'Seals phone numbers and endpoint secrets of Rulingwire',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });

  #secret(id: string, description: string, generateSecretString: SecretStringGenerator): Secret {
    const secret = new Secret(this, id, { description, generateSecretString, removalPolicy: RemovalPolicy.RETAIN });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        "Nothing here can rotate by a clock: Twilio's keys are made at Twilio, the operator key is replaced by persons' keys on the " +
        'first day, under another platform secret no subscriber would be found again, and a signing key goes when whoever checks it is ready.',
    });
    return secret;
  }
}
