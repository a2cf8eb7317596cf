import pino from "pino";

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The only fields that reach a log line; anything else (prompts, keys, addresses of people) is dropped. */
const ALLOWED_FIELDS = new Set([
  "requestId",
  "orgId",
  "projectId",
  "code",
  "status",
  "provider",
  "model",
  "attempt",
  "durationMs",
  "count",
  "role",
  "port",
  "name",
  "path",
  "procedure",
  "segment",
  "reason",
  "error",
  "stack",
  "signal",
  "bytes",
  "kind",
  "topic",
]);

const base = pino({ level: "info", base: null, timestamp: pino.stdTimeFunctions.isoTime });

/** Set once at start-up from the environment; the logger itself must work before that. */
export function setLogLevel(level: string): void {
  base.level = level;
}

function pick(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => ALLOWED_FIELDS.has(name)));
}

export const log = {
  debug: (message: string, fields: LogFields = {}) => base.debug(pick(fields), message),
  info: (message: string, fields: LogFields = {}) => base.info(pick(fields), message),
  warn: (message: string, fields: LogFields = {}) => base.warn(pick(fields), message),
  error: (message: string, fields: LogFields = {}) => base.error(pick(fields), message),
};

/** What a thrown value may say in a log: its message and stack, not its properties. */
export function errorFields(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { error: String(thrown) };
  const cause = thrown.cause instanceof Error ? ` (caused by: ${thrown.cause.message})` : "";
  return { error: thrown.message + cause, stack: thrown.stack };
}
