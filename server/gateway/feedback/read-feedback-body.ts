import type { z } from "zod";
import { AppError } from "@/server/core/errors";
import { isObject, own, parseObject } from "../json-value";
import type { GatewayRequest } from "../types";

const BODY_BYTES_MAX = 64 * 1024;
/** A beacon sends text. */
const TYPES = /^(?:application\/(?:[\w.-]+\+)?json|text\/plain)\s*(?:;|$)/i;

/** The bytes of a body that says it is JSON, or text as beacons say. */
export async function readFeedbackBytes(req: GatewayRequest): Promise<Buffer> {
  const { "content-type": type, "content-encoding": encoding } = req.headers;
  if ((type === undefined || TYPES.test(type)) && (encoding === undefined || encoding === "identity")) {
    return req.readBody(BODY_BYTES_MAX);
  }
  throw new AppError("unsupported_media_type", "wrong content type or encoding", {
    userMessage: "Send the body as JSON, with content-type application/json or text/plain.",
  });
}

/**
 * The body by its schema. What cannot be understood (no JSON, an unknown or missing member) is a bad request; a member
 * that is there and has a value it cannot have is a bad field.
 */
export function parseFeedbackBody<Schema extends z.ZodType>(schema: Schema, bytes: Buffer): z.output<Schema> {
  const body = parseObject(bytes.toString());
  if (body === null) throw new AppError("invalid_request", "The body must be a JSON object.");
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw new AppError("invalid_request", "The body is not valid.");
  if (issue.code === "unrecognized_keys") {
    const [name = ""] = issue.keys;
    throw new AppError("invalid_request", "unknown member", {
      userMessage: `There is no field “${name.slice(0, 60)}”.`,
      param: name.slice(0, 60),
    });
  }
  const param = issue.path.join(".");
  const isGiven = valueAt(body, issue.path) != null;
  throw new AppError(isGiven ? "invalid_field" : "invalid_request", "bad body", {
    userMessage: isGiven || issue.code === "custom" ? issue.message : `The field “${param}” is missing.`,
    ...(param === "" ? {} : { param }),
  });
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isObject(value) ? own(value, String(name)) : undefined),
    body,
  );
}
