import { ERROR_CODES, ERROR_TABLE, type ErrorCode } from "../error-codes";
import { AnthropicApiError, ApiError } from "./errors";
import { REQUEST_HEADERS } from "./gateway-headers";
import { jsonSchemaOf } from "./json-schema";
import type {
  ContentObject,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  Reference,
  ResponseObject,
} from "./openapi-types";
import {
  API_TAGS,
  type ApiAuth,
  type ApiBody,
  type ApiParameter,
  type ApiTag,
  type Operation,
} from "./operation";
import { OPERATIONS } from "./operations";

const ABOUT =
  "One base URL for every model provider you connect. The formats of OpenAI’s and Anthropic’s clients are passed through; " +
  "members that this document does not list go to the provider as they are. Times are RFC 3339 in UTC, money is in " +
  "micro-USD, and null means unknown. Another organisation’s id is answered as one that nobody has.";

/** The whole public API as OpenAPI 3.1. */
export function openApiDocument(): OpenApiDocument {
  return {
    openapi: "3.1.1",
    info: { title: "Floopy API", version: "1", description: ABOUT },
    servers: [{ url: "/", description: "Where this document comes from" }],
    tags: tagsInUse(),
    paths: pathsOf(),
    components: {
      schemas: {
        Error: jsonSchemaOf(ApiError, "output"),
        AnthropicError: jsonSchemaOf(AnthropicApiError, "output"),
      },
      parameters: headerParameters(),
      headers: {
        RequestId: { description: "The request’s id, on errors too.", schema: { type: "string" } },
        RetryAfter: { description: "Seconds to wait.", schema: { type: "integer", minimum: 0 } },
      },
      securitySchemes: {
        serverKey: { type: "http", scheme: "bearer", description: "A server key, fl_sk_…" },
        serverKeyHeader: {
          ...{ type: "apiKey", in: "header", name: "x-api-key" },
          description: "The same key, as Anthropic’s clients send it.",
        },
        publishableKey: {
          ...{ type: "http", scheme: "bearer" },
          description: "A publishable key, fl_pk_…, from one of its allowed origins.",
        },
      },
    },
  };
}

function tagsInUse(): OpenApiDocument["tags"] {
  const used = new Set<ApiTag>(Object.values(OPERATIONS).map(({ tag }) => tag));
  return Object.entries(API_TAGS)
    .filter(([name]) => [...used].some((tag) => tag === name))
    .map(([name, description]) => ({ name, description }));
}

function pathsOf(): OpenApiDocument["paths"] {
  const paths: OpenApiDocument["paths"] = {};
  for (const [route, operation] of Object.entries(OPERATIONS)) {
    const [method = "", path = ""] = route.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(operation) };
  }
  return paths;
}

const SECURITY: Readonly<Record<ApiAuth, OperationObject["security"]>> = {
  read: serverKeys(),
  write: serverKeys(),
  feedback: serverKeys(),
  admin: serverKeys(),
  publishable: [{ publishableKey: [] }],
  either: [...serverKeys(), { publishableKey: [] }],
  none: [],
};

function serverKeys(): OperationObject["security"] {
  return [{ serverKey: [] }, { serverKeyHeader: [] }];
}

const NEEDS: Readonly<Record<ApiAuth, string>> = {
  read: "Needs a server key with `read`.",
  write: "Needs a server key with `write`.",
  feedback: "Needs a server key with `feedback` or `write`.",
  admin: "Needs a server key with `admin`.",
  publishable: "Needs a publishable key, from one of its allowed origins.",
  either: "Takes a server key or a publishable one.",
  none: "Needs no key.",
};

function operationObject(operation: Operation): OperationObject {
  const { id, tag, summary, text, auth, body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [text, NEEDS[auth]].filter((part) => part !== undefined).join(" "),
    security: SECURITY[auth],
    parameters: parametersOf(operation),
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf([body], "input") } }),
    responses: responsesOf(operation),
  };
}

function parametersOf(operation: Operation): OperationObject["parameters"] {
  const path = Object.entries(operation.path ?? {}).map(
    ([name, description]): ParameterObject => ({
      ...{ name, in: "path", description, required: true, schema: { type: "string" } },
    }),
  );
  const kept = Object.keys(headerParameters()).filter((name) =>
    name === IDEMPOTENCY ? operation.takesIdempotencyKey : operation.takesHeaders,
  );
  const own = [...listed("query", operation.query), ...listed("header", operation.headers)];
  return [...path, ...own, ...kept.map((name) => ({ $ref: `#/components/parameters/${name}` }))];
}

function listed(place: "query" | "header", parameters: readonly ApiParameter[] = []): ParameterObject[] {
  return parameters.map(({ name, text, schema, isRequired = false }) => ({
    ...{ name, in: place, description: text, required: isRequired },
    schema: schema === undefined ? { type: "string" } : jsonSchemaOf(schema, "output"),
  }));
}

const IDEMPOTENCY = "Idempotency-Key";

/** Properties are named by the caller, which no parameter can say; they stand in the description of the reference. */
function headerParameters(): Record<string, ParameterObject> {
  const named = REQUEST_HEADERS.filter(({ name }) => !name.includes("<"));
  return Object.fromEntries(
    named.map(({ name, text }) => [
      name,
      { name, in: "header", description: text, required: false, schema: { type: "string" } },
    ]),
  );
}

const HEADERS: Record<string, Reference> = { "x-request-id": { $ref: "#/components/headers/RequestId" } };
const ALWAYS = ["internal"] as const satisfies readonly ErrorCode[];
const WITH_KEY = [
  ...["invalid_key", "key_expired", "permission_denied", "rate_limited", "dependency_unavailable"],
] as const satisfies readonly ErrorCode[];

function responsesOf({
  answer,
  auth,
  errors = [],
  errorShape = "openai",
}: Operation): OperationObject["responses"] {
  const codes = new Set<ErrorCode>([...ALWAYS, ...(auth === "none" ? [] : WITH_KEY), ...errors]);
  const schema = errorShape === "openai" ? "Error" : "AnthropicError";
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of ERROR_CODES.filter((each) => codes.has(each))) {
    const { http } = ERROR_TABLE[code];
    byStatus.set(http, [...(byStatus.get(http) ?? []), code]);
  }
  const failures = [...byStatus].map(([status, met]): [string, ResponseObject] => [
    String(status),
    {
      description: met.map((code) => `\`${code}\``).join(", "),
      headers: status === 429 || status === 503 ? { ...HEADERS, "retry-after": RETRY_AFTER } : HEADERS,
      content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
    },
  ]);
  const success: ResponseObject = {
    description: answer.text,
    headers: HEADERS,
    ...(answer.bodies.length === 0 ? {} : { content: contentOf(answer.bodies, "output") }),
  };
  return Object.fromEntries([[String(answer.status ?? 200), success], ...failures]);
}

const RETRY_AFTER: Reference = { $ref: "#/components/headers/RetryAfter" };

function contentOf(bodies: readonly ApiBody[], io: "input" | "output"): ContentObject {
  return Object.fromEntries(
    bodies.map(({ type = "application/json", schema }) => [type, { schema: jsonSchemaOf(schema, io) }]),
  );
}
