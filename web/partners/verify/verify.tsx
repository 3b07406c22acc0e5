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
      Messages are signed by <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>. They carry three
      headers:
    </p>
    <dl class="headers">
      <div>
        <dt>
          <code>webhook-id</code>
        </dt>
        <dd>The event’s ID, the same on every attempt. Keep the ones you have seen: a message may come twice.</dd>
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
          One or more, separated by spaces: <code>v1,…</code> made with your secret, <code>v1a,…</code> with the
          newsroom’s own key.
        </dd>
      </div>
    </dl>
    <h2>What to watch for</h2>
    <ul>
      <li>
        The signature is over <code>id.timestamp.body</code>, with the body exactly as it arrived: verify before
        anything parses it.
      </li>
      <li>Refuse anything more than five minutes old, or from the future.</li>
      <li>Compare in constant time.</li>
      <li>
        One matching signature is enough: while a secret is being replaced, there is one for the old and one for the
        new.
      </li>
      <li>Answer with a 2xx, within 15 seconds, once the message is stored.</li>
    </ul>
    <h2>With your secret</h2>
    <Sample title="TypeScript, Node only" code={nodeCrypto} />
    <Sample title="TypeScript, with the package standardwebhooks" code={standardWebhooks} />
    <Sample title="Python, standard library only" code={python} />
    <Sample title="Shell, with openssl" note="For checking by hand." code={shell} />
    <h2>With the newsroom’s key</h2>
    <p>
      Its public keys are at <a href="/.well-known/webhook-keys.json">/.well-known/webhook-keys.json</a>. Anyone with a
      message and its headers can check, without a secret and even years later, that it came from the newsroom. One
      matching key is enough; the age of the message does not matter here.
    </p>
    <Sample title="TypeScript, with a published key" code={publishedKey} />
    <Sample title="Shell, with curl and openssl" code={publishedKeyShell} />
    <h2>What messages contain</h2>
    <p>
      <a href="/schemas/index.json">A JSON Schema and an example of each type</a> are public.
    </p>
  </>
);
