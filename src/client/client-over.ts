import { listingOf, pageOf } from "./listing.ts";
import { queryString, takeApart, type Operation, type Query } from "./operation.ts";
import { OPERATIONS, type Operations } from "./operations.ts";
import { send, type Line } from "./send.ts";

/** The management API of one router: a method for each operation of its OpenAPI document. */
export type Client = Operations;

/** The client over a line of one's own: time and chance are in its hands. */
export function clientOver(line: Line): Client {
  const methods = Object.entries(OPERATIONS).map(([name, operation]) => [name, methodOf(line, operation)]);
  // The rows and the types of the methods are generated from one document.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(methods) as Client;
}

function methodOf(line: Line, operation: Operation) {
  return (...given: unknown[]) => {
    const { path, body, query, call } = takeApart(operation, given);
    const ask = (search: Query | undefined) =>
      send(line, { method: operation.method, path: path + queryString(search), body }, call);
    if (!operation.isList) return ask(query);
    return listingOf(async (cursor) =>
      pageOf(await ask(cursor === undefined ? query : { ...query, cursor })),
    );
  };
}
