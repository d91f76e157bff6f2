import * as z from "zod";

/** A JSON Schema, as far as the drafts of the API use it. That a field may be null is left out. */
export interface ValueShape {
  /** `null` where it takes nothing else. */
  type?: string | undefined;
  description?: string | undefined;
  enum?: readonly string[] | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  maxLength?: number | undefined;
  maxItems?: number | undefined;
  items?: ValueShape | undefined;
  properties?: Readonly<Record<string, ValueShape>> | undefined;
  required?: readonly string[] | undefined;
  anyOf?: readonly ValueShape[] | undefined;
}

const Type = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat())
  .transform((types) => types.find((type) => type !== "null") ?? "null");

const Enum = z.array(z.string().nullable()).transform((values) => values.filter((value) => value !== null));

const ValueShape: z.ZodType<ValueShape> = z.lazy(() =>
  z.object({
    type: Type.optional(),
    description: z.string().optional(),
    enum: Enum.optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    maxLength: z.number().optional(),
    maxItems: z.number().optional(),
    items: ValueShape.optional(),
    properties: z.record(z.string(), ValueShape).optional(),
    required: z.array(z.string()).optional(),
    anyOf: z.array(ValueShape).optional(),
  }),
);

/** The parts of the product's OpenAPI document that the pages are made of. */
export const OpenApiDocument = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ summary: z.string() }))),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

export type OpenApiDocument = z.infer<typeof OpenApiDocument>;

/** A schema of the document by its name. @throws Error where it has another form than is known here */
export function shapeNamed(document: OpenApiDocument, name: string): ValueShape {
  return ValueShape.parse(document.components.schemas[name]);
}
