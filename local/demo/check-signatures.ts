import { Webhook } from "standardwebhooks";
import { signAsFastpix } from "../../test/support/fastpix-sender.ts";
import type { SeatedArrival } from "./arrivals.ts";
import type { Check, Evidence } from "./evidence.ts";

const PREFIX = "whsec_";

/** Every request verifies with the independent package, and as an existing FastPix handler would where asked for. */
export function checkSignatures({ arrivals }: Evidence): Check {
  const asFastpix = arrivals.filter(({ seat }) => seat.endpoint.signature === "fastpix");
  const objections = [
    ...arrivals
      .filter((arrival) => !verifies(arrival))
      .map(({ type, seat }) => `${type} at ${seat.endpoint.name}`),
    ...asFastpix
      .filter((arrival) => !verifiesAsFastpix(arrival))
      .map(({ type, seat }) => `${type} at ${seat.endpoint.name}, as FastPix's`),
  ];
  return {
    claim: `${arrivals.length} signatures verified by the standardwebhooks package, ${asFastpix.length} also as FastPix's own`,
    objections,
  };
}

function verifies({ seat, request }: SeatedArrival): boolean {
  const secret = seat.secret.startsWith(PREFIX) ? seat.secret : `${PREFIX}${seat.secret}`;
  try {
    new Webhook(secret).verify(request.body.toString(), request.headers);
    return true;
  } catch {
    return false;
  }
}

function verifiesAsFastpix({ seat, request }: SeatedArrival): boolean {
  const secret = seat.secret.replace(PREFIX, "");
  return request.headers["fastpix-signature"] === signAsFastpix(request.body, secret);
}
