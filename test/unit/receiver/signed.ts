import { Webhook } from "standardwebhooks";

/** Published in the test suites of standard-webhooks/standard-webhooks. */
export const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
export const OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
export const AT_SECONDS = 1_700_000_000;
export const EVENT = '{"id":"e-1","type":"video.media.ready","data":{"id":"m-1"}}';

/** The clock of the tests. */
export const now = () => AT_SECONDS * 1000;

/** What a sender with the reference library puts into the headers. */
export function signedHeaders(
  body: string,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(AT_SECONDS),
    "webhook-signature": new Webhook(SECRET).sign("evt_1", new Date(AT_SECONDS * 1000), body),
    ...own,
  };
}

/** Why a verification fails: the reason of its error, or the error itself where it is another. */
export async function reasonOf(verification: Promise<unknown>): Promise<unknown> {
  try {
    await verification;
    return "genuine";
  } catch (failure) {
    return failure instanceof Error && "reason" in failure ? failure.reason : failure;
  }
}
