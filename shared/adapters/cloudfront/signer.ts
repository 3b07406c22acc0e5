import { createHash, createHmac } from 'node:crypto';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { SignatureV4 } from '@smithy/signature-v4';

type Bytes = string | ArrayBuffer | ArrayBufferView;

const bufferOf = (bytes: Bytes): Buffer => {
  if (typeof bytes === 'string') return Buffer.from(bytes);
  return ArrayBuffer.isView(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.from(bytes);
};

class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bufferOf(secret));
  }

  update(bytes: Bytes): void {
    this.#hash.update(bufferOf(bytes));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

/** Signs requests to CloudFront's API, which has the one region us-east-1 for all. Credentials come from the environment. */
export const createSigner = (credentials = fromEnv()): SignatureV4 =>
  new SignatureV4({ service: 'cloudfront', region: 'us-east-1', credentials, sha256: Sha256 });
