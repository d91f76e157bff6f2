import { addExamples, type ExampleOperation } from "./examples/add-examples.ts";

/** The parts of an OpenAPI document that are the same for many operations. */
interface Contract {
  paths?: Record<string, object>;
}

interface Operation extends ExampleOperation {
  parameters?: object[];
}

const REFUSALS: Readonly<Record<string, string>> = {
  "409": "It conflicts with what there is, or the first request with this Idempotency-Key is under way",
  "413": "The body is too large",
  "415": "The body is not JSON",
  "422": "Some fields are invalid, or the Idempotency-Key stands for another request",
};

/** What any operation that takes a body may answer, because the body is looked at before the operation. */
const BODY_REFUSALS = ["413", "415", "422"];
const LIMITED = "Too many requests; see Retry-After";

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "The same key with the same request within 24 hours: one effect, and the same answer each time.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

/**
 * Adds to each operation what the steps in front of it do, so that no operation has to say it, and none forgets to.
 * @param document is changed in place.
 */
export function completeContract<Document extends Contract>(document: Document): Document {
  for (const operations of Object.values(document.paths ?? {})) {
    for (const [method, operation] of Object.entries<unknown>({ ...operations })) {
      if (isOperation(operation)) complete(method, operation);
    }
  }
  return document;
}

function isOperation(value: unknown): value is Operation {
  return typeof value === "object" && value !== null && "responses" in value;
}

function complete(method: string, operation: Operation): void {
  const { responses } = operation;
  const mayConflict = "409" in responses;
  if (method === "post") {
    operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
    responses["409"] ??= refusal(REFUSALS["409"]);
  }
  if (method === "post" || method === "patch" || method === "put") {
    for (const status of BODY_REFUSALS) responses[status] ??= refusal(REFUSALS[status]);
  }
  responses["429"] ??= refusal(LIMITED);
  addExamples(operation, { isOnce: method === "post", mayConflict });
}

function refusal(description: string | undefined): object {
  return {
    description: description ?? "",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}
