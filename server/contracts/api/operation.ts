import type { z } from "zod";
import type { ErrorCode } from "../error-codes";

export const API_TAGS = {
  Models: "Calls of models, in the formats that existing clients speak, and what may be called.",
  "Files and batches": "Kept by the provider that holds them; passed on as they come.",
  Routes: "Routes, and the way back to one model.",
  Feedback: "What end users say of the answers they got.",
  Decisions: "Why a request went to its model.",
  Sessions: "Conversations of end users.",
  Prompts: "Texts for models that live apart from your code, in versions that never change.",
  "End users": "The people who talk to your application, and how to forget them.",
  Learning: "What organisations teach each other, and how to stay out of it.",
  Experiments: "Two ways of routing, side by side.",
  Evaluations: "Models compared on your own examples.",
  Firewall: "What is let through.",
  Account: "What is used and what is left.",
  Service: "Whether this service works, and what it offers.",
} as const satisfies Record<string, string>;
export type ApiTag = keyof typeof API_TAGS;

/** Who may call: a server key with a permission, a publishable key from an allowed origin, or anybody. */
export type ApiAuth = "read" | "write" | "feedback" | "admin" | "publishable" | "either" | "none";

export interface ApiParameter {
  name: string;
  text: string;
  schema?: z.ZodType;
  isRequired?: boolean;
}

export interface ApiBody {
  /** `application/json` when left out. */
  type?: string;
  schema: z.ZodType;
}

/** One endpoint as its document has it. A part of a path in braces is a parameter, described in `path`. */
export interface Operation {
  /** Unique; generated clients name their methods by it. */
  id: string;
  tag: ApiTag;
  summary: string;
  text?: string;
  auth: ApiAuth;
  path?: Readonly<Record<string, string>>;
  query?: readonly ApiParameter[];
  /** Headers of this endpoint alone. */
  headers?: readonly ApiParameter[];
  /** Takes the gateway's own headers: session, route, cache and the like. */
  takesHeaders?: boolean;
  takesIdempotencyKey?: boolean;
  body?: ApiBody;
  answer: { status?: number; text: string; bodies: readonly ApiBody[] };
  /** Besides those that any call may meet. */
  errors?: readonly ErrorCode[];
  /** Whose error envelope it has. */
  errorShape?: "openai" | "anthropic";
}

/** By method and path: `GET /v1/models`. */
export type OperationTable = Readonly<Record<string, Operation>>;
