import { createHash } from "node:crypto";
import { z } from "zod";

const flag = z
  .enum(["0", "1", "true", "false"])
  .default("0")
  .transform((value) => value === "1" || value === "true");

const optional = z.string().trim().min(1).optional();

const EnvSchema = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    /** Which parts this process runs; see ARCHITECTURE.md. */
    FLOOPY_ROLE: z.enum(["all", "web", "gateway", "worker"]).default("all"),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.string().default("127.0.0.1"),
    DATABASE_URL: z.string().min(1),
    /** Login of the application role; without it, DATABASE_URL is used and steps down with SET ROLE. */
    DATABASE_APP_URL: optional,
    /** Shared by all processes of an installation; without it each has its own memory. */
    REDIS_URL: z
      .url({ protocol: /^rediss?$/, error: "must look like redis://host:6379 or rediss://…" })
      .optional(),
    /** Where limits and budgets are counted; by default chosen by what there is, see server/modules/limits. */
    FLOOPY_COUNTERS: z.enum(["memory", "postgres", "redis"]).optional(),
    FLOOPY_DATA_DIR: z.string().default(".floopy"),
    /** 32 bytes, base64. Everything secret is derived from it with HKDF, one label per purpose. */
    FLOOPY_MASTER_KEY: z.string().min(1),
    /** Earlier master keys as `kid:base64`, comma separated, kept for reading until rewrapped. */
    FLOOPY_MASTER_KEYS_OLD: z.string().default(""),
    FLOOPY_PUBLIC_URL: optional,
    /** Lets customers point providers at private addresses: for development and self-contained installs. */
    FLOOPY_ALLOW_PRIVATE_UPSTREAMS: flag,
    /** Number of trusted proxies in front of us that append to X-Forwarded-For. */
    FLOOPY_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    /** Connections that one address may hold open; 0: any number. Of no use behind a proxy. */
    FLOOPY_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(0).default(0),
    FLOOPY_MAX_BODY_BYTES: z.coerce.number().int().positive().default(10_000_000),
    /** For files and message batches, which are passed on without being held. */
    FLOOPY_MAX_UPLOAD_BYTES: z.coerce.number().int().positive().default(536_870_912),
    LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
    SMTP_URL: optional,
    /** Where people write who want the Enterprise plan. */
    FLOOPY_SALES_EMAIL: z.email().optional(),
    MAIL_FROM: z.string().default("Floopy <no-reply@floopy.local>"),
    /** All of them or none; without them billing runs against the built-in simulator, and says so. */
    STRIPE_SECRET_KEY: optional,
    STRIPE_WEBHOOK_SECRET: optional,
    STRIPE_PRICE_PRO: optional,
    STRIPE_PRICE_OVERAGE: optional,
    /** Whether Stripe works out taxes; needs its own setup there. */
    STRIPE_TAX: flag,
    /** Another place that speaks Stripe’s API, for tests. */
    STRIPE_API_URL: optional,
    GOOGLE_CLIENT_ID: optional,
    GOOGLE_CLIENT_SECRET: optional,
    GITHUB_CLIENT_ID: optional,
    GITHUB_CLIENT_SECRET: optional,
    /** `empty`: a demo organisation without a past; `off`: none. */
    FLOOPY_DEMO: z.enum(["on", "empty", "off"]).default("on"),
    /** Of the demo organisation, set by the start script: its server key, its publishable key and its name in paths. */
    FLOOPY_DEMO_SERVER_KEY: optional,
    FLOOPY_DEMO_PAGE_KEY: optional,
    FLOOPY_DEMO_SLUG: optional,
    /** Set by the start script when it runs the embedded database. */
    FLOOPY_EMBEDDED: flag,
  })
  .superRefine((env, context) => {
    if (env.FLOOPY_COUNTERS === "redis" && env.REDIS_URL === undefined) {
      context.addIssue({ code: "custom", path: ["FLOOPY_COUNTERS"], message: "redis needs REDIS_URL" });
    }
    const stripe = [
      env.STRIPE_SECRET_KEY,
      env.STRIPE_WEBHOOK_SECRET,
      env.STRIPE_PRICE_PRO,
      env.STRIPE_PRICE_OVERAGE,
    ];
    if (stripe.some((value) => value === undefined) && stripe.some((value) => value !== undefined)) {
      const message =
        "needs STRIPE_WEBHOOK_SECRET, STRIPE_PRICE_PRO and STRIPE_PRICE_OVERAGE, too; all or none";
      context.addIssue({ code: "custom", path: ["STRIPE_SECRET_KEY"], message });
    }
    const bytes = Buffer.from(env.FLOOPY_MASTER_KEY, "base64");
    if (bytes.length === 32 && new Set(bytes).size >= 8) return;
    context.addIssue({
      code: "custom",
      path: ["FLOOPY_MASTER_KEY"],
      message: "must be 32 random bytes in base64 (openssl rand -base64 32)",
    });
  });

export type Env = z.infer<typeof EnvSchema>;

/** Parses an environment; throws one error that names every bad variable and no value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const cleaned = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = EnvSchema.safeParse(cleaned);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not valid:\n${problems.join("\n")}`);
}

let cached: Env | undefined;

/** The process environment, parsed once on first use so that a build without a database can load modules. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** The current master key, 32 bytes. */
export function masterKey(): Buffer {
  return Buffer.from(env().FLOOPY_MASTER_KEY, "base64");
}

/** Short public name of a master key: first 8 hex digits of its SHA-256. */
export function masterKeyId(key: Buffer): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 8);
}

/** Every master key that may unwrap, by id; the current one included. */
export function masterKeysById(): Map<string, Buffer> {
  const keys = new Map<string, Buffer>();
  for (const entry of env().FLOOPY_MASTER_KEYS_OLD.split(",").filter(Boolean)) {
    const key = Buffer.from(entry.slice(entry.indexOf(":") + 1), "base64");
    keys.set(masterKeyId(key), key);
  }
  keys.set(masterKeyId(masterKey()), masterKey());
  return keys;
}

/**
 * Makes next-auth take its origin from the forwarded-host header that server/auth writes after checking it, and from
 * nowhere else; next-auth has no option for this but its own variables.
 */
export function trustVerifiedHost(): void {
  process.env.AUTH_TRUST_HOST = "1";
  delete process.env.NEXTAUTH_URL;
}
