import { Problem } from "../../platform/problem.ts";

/** Two tenants with one uid could not be told apart in a path. */
export function uidTaken(uid: string): Problem {
  return new Problem("uid_taken", `There is a tenant with the uid ${uid} already.`);
}
