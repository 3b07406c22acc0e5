import { Sample } from './sample.tsx';
import nodeCrypto from './samples/node-crypto.ts?raw';
import publishedKeyShell from './samples/published-key.sh?raw';
import publishedKey from './samples/published-key.ts?raw';
import standardWebhooks from './samples/standardwebhooks.ts?raw';
import python from './samples/verify.py?raw';
import shell from './samples/verify.sh?raw';

/** How a partner knows that a message is the newsroom's, with code that works as it stands. */
export const Verify = () => (
  <>
    <p class="lead">
      Messages are signed by <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>. Three headers say by
      whom:
    </p>
    <dl class="headers">
      <div>
        <dt>
          <code>webhook-id</code>
        </dt>
        <dd>Of the event, the same at every attempt. Keep those that you had: a message may come twice.</dd>
      </div>
      <div>
        <dt>
          <code>webhook-timestamp</code>
        </dt>
        <dd>When this attempt was made, in seconds since 1970.</dd>
      </div>
      <div>
        <dt>
          <code>webhook-signature</code>
        </dt>
        <dd>
          One or more, with a space between them: <code>v1,…</code> by your secret, <code>v1a,…</code> by the newsroom’s
          own key.
        </dd>
      </div>
    </dl>
    <h2>What to heed</h2>
    <ul>
      <li>
        The signature is over <code>id.timestamp.body</code>, with the body as it came: verify before anything parses
        it.
      </li>
      <li>Refuse what is more than five minutes old, or ahead.</li>
      <li>Compare in constant time.</li>
      <li>
        One signature that fits is enough: while a secret is being changed there is one by the old and one by the new.
      </li>
      <li>Answer with a 2xx, within 15 seconds, once the message is stored.</li>
    </ul>
    <h2>By your secret</h2>
    <Sample title="TypeScript, with Node alone" code={nodeCrypto} />
    <Sample title="TypeScript, with the package standardwebhooks" code={standardWebhooks} />
    <Sample title="Python, with nothing but what it comes with" code={python} />
    <Sample title="Shell, with openssl" note="For a look by hand." code={shell} />
    <h2>By the newsroom’s key</h2>
    <p>
      Its public keys are at <a href="/.well-known/webhook-keys.json">/.well-known/webhook-keys.json</a>. Whoever has a
      message and its headers can check without a secret, and years later, that it is the newsroom’s. One key that fits
      is enough; how old the message is does not matter here.
    </p>
    <Sample title="TypeScript, by a published key" code={publishedKey} />
    <Sample title="Shell, with curl and openssl" code={publishedKeyShell} />
    <h2>What messages hold</h2>
    <p>
      <a href="/schemas/index.json">A JSON Schema and an example of each type</a> are public.
    </p>
  </>
);
