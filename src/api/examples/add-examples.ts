import { problemExamplesOf, type ProblemPlace } from "./problem-examples.ts";
import { exampleOf } from "./type-examples.ts";

const JSON_TYPE = "application/json";
const PROBLEM_TYPE = "application/problem+json";

interface Media {
  schema?: object;
  example?: unknown;
  examples?: Record<string, object>;
}

/** The parts of an operation that examples are added to. */
export interface ExampleOperation {
  parameters?: readonly object[];
  requestBody?: { content?: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}

/**
 * Gives an operation's body, its answers and its problems the examples of their types.
 * @param operation is changed in place.
 */
export function addExamples(
  operation: ExampleOperation,
  how: Pick<ProblemPlace, "isOnce" | "mayConflict">,
): void {
  const { requestBody, responses, parameters = [] } = operation;
  exemplify(requestBody?.content?.[JSON_TYPE]);
  const place: ProblemPlace = {
    hasBody: requestBody !== undefined,
    isList: parameters.some((parameter) => "name" in parameter && parameter.name === "cursor"),
    ...how,
  };
  for (const [status, { content }] of Object.entries(responses)) {
    exemplify(content?.[JSON_TYPE]);
    const problem = content?.[PROBLEM_TYPE];
    // One object stands for the problems of many operations: each gets its own.
    if (content && problem) {
      responses[status] = {
        ...responses[status],
        content: { ...content, [PROBLEM_TYPE]: { ...problem, examples: problemExamplesOf(status, place) } },
      };
    }
  }
}

function exemplify(media: Media | undefined): void {
  const example = media?.schema && exampleOf(media.schema);
  if (media && example) media.example = example;
}
