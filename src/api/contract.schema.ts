import * as z from "zod";
import { PROBLEMS, type ProblemCode } from "../platform/problem.ts";

/** As many as fit on a screen of a list that nobody asked more of. */
const DEFAULT_LIMIT = 50;
/** One answer of full items stays far below a megabyte. */
const MAX_LIMIT = 200;
/** An erasure's counting walks some ten thousand rows: twenty of them stay below a million. */
const MAX_COUNTED_ITEMS = 20;
const DEFAULT_COUNTED_ITEMS = 10;

/** The parameters of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  cursor: z.string().optional().meta({ description: "The `nextCursor` of the page before." }),
});

/** The catalogue's lists are short: they come whole unless less is asked for. */
export const wholeListQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(MAX_LIMIT),
});

/** Each item of such a list is counted when it is asked for, so that one answer counts few. */
export const countedListQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).max(MAX_COUNTED_ITEMS).default(DEFAULT_COUNTED_ITEMS),
});

/** A point in time as a parameter: an ISO 8601 date, or date and time with an offset or Z. */
export const instantQuery = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: "A time is ISO 8601, such as 2026-05-11T20:42:16.361Z; a + in a query is written %2B.",
  })
  .transform((text) => Date.parse(text));

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    nextCursor: z.string().nullable().meta({ description: "Opens the next page; null at the end." }),
  });
}

const CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457, with the closed list of codes. */
const problemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(CODES),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: "RFC 6901 pointer into the body, or a parameter's name." }),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Problem" });

/** An answer with a JSON body. */
export function answer<View extends z.ZodType>(description: string, schema: View) {
  return { description, content: { "application/json": { schema } } };
}

/** A JSON body that has to be sent. */
export function body<Draft extends z.ZodType>(schema: Draft) {
  return { required: true, content: { "application/json": { schema } } };
}

const REFUSALS = {
  400: "The request is malformed",
  401: "No credentials, or unknown ones",
  403: "These credentials may not do this",
  404: "There is no such thing",
  409: "It conflicts with what there is",
  413: "The body is too large",
  415: "The body is not JSON",
  422: "Some fields are invalid",
  500: "Something is wrong on our side",
  503: "Not available for the moment; see Retry-After",
} as const;

type RefusalStatus = keyof typeof REFUSALS;
type Refusals<Status extends RefusalStatus> = Record<
  Status | 400 | 401 | 403 | 500 | 503,
  { description: string; content: { "application/problem+json": { schema: typeof problemView } } }
>;

/** The problems that an operation may answer with, besides those that every operation may. */
export function problems<Status extends RefusalStatus>(...statuses: Status[]): Refusals<Status> {
  const all: RefusalStatus[] = [400, 401, 403, ...statuses, 500, 503];
  const content = { "application/problem+json": { schema: problemView } };
  return Object.fromEntries(
    all.map((status) => [status, { description: REFUSALS[status], content }]),
  ) as Refusals<Status>;
}

/** A JSON body that may be left out; its fields are all optional then. */
export function optionalBody<Draft extends z.ZodType>(schema: Draft) {
  return { ...body(schema), required: false };
}

/** What a draft of a new thing may be refused with. */
export const DRAFT_REFUSALS = [409, 413, 415, 422] as const;

export const tenantParams = z.object({ tenant: z.string().meta({ description: "A tenant's id or uid." }) });
export const keyParams = tenantParams.extend({ key: z.string().meta({ description: "A key's id." }) });
export const subscriptionParams = tenantParams.extend({ subscription: z.string() });
export const replayParams = subscriptionParams.extend({ replay: z.string() });
export const sourceParams = z.object({ source: z.string().meta({ description: "A source's id or uid." }) });
export const secretParams = sourceParams.extend({ secret: z.string() });
export const unroutedParams = z.object({ event: z.string() });
