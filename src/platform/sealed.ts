/**
 * A secret at rest: `v1.KEYID.BASE64`, where the base64 holds nonce and ciphertext.
 * It opens only with the same key and for the same row (`seal.ts`).
 */
export type Sealed = string & { readonly sealed: unique symbol };
