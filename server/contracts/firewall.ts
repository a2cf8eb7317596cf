import { z } from "zod";
import { REMOTE_OUTCOMES } from "./remote-detector";

/** What the firewall looks for in a request, in the order of its table in the console. */
export const FIREWALL_CATEGORIES = ["injection", "pii", "secrets", "rules"] as const;
export type FirewallCategory = (typeof FIREWALL_CATEGORIES)[number];

/** From least to most that is done about what is found. */
export const FIREWALL_MODES = ["off", "observe", "redact", "block"] as const;
export type FirewallMode = (typeof FIREWALL_MODES)[number];

/** The least that a key or a request header asks for. */
export const FIREWALL_FLOORS = ["observe", "block"] as const;
export const FirewallFloorSchema = z.enum(FIREWALL_FLOORS);
export type FirewallFloor = z.infer<typeof FirewallFloorSchema>;

/** Measured share of ordinary prompts taken for an attack: 0.2, 0.5 and 2 %. */
export const FIREWALL_SENSITIVITIES = ["low", "medium", "high"] as const;

export const FIREWALL_RULES_MAX = 50;
export const FIREWALL_PATTERN_MAX = 256;
/** Above so many characters of text a request needs `allowsLargeInputs` where something is blocked. */
export const FIREWALL_TEXT_MAX = 256 * 1_024;

const RuleName = z.string().trim().min(1, "Enter a name.").max(60, "At most 60 characters.");
const RuleId = z.string().regex(/^[a-z0-9_]{1,40}$/);
const Phrase = z.string().trim().min(2, "At least 2 characters.").max(200, "At most 200 characters.");

/** What a project wants found besides what is built in. */
export const FirewallRule = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("keyword"),
    id: RuleId,
    name: RuleName,
    phrases: z.array(Phrase).min(1).max(100),
  }),
  z.object({
    kind: z.literal("topic"),
    id: RuleId,
    name: RuleName,
    words: z.array(Phrase).min(2).max(100),
    /** So many different words near each other. */
    wordsMin: z.int().min(2).max(20),
  }),
  z.object({
    kind: z.literal("regex"),
    id: RuleId,
    name: RuleName,
    pattern: z.string().min(1, "Enter a pattern.").max(FIREWALL_PATTERN_MAX, "At most 256 characters."),
  }),
]);
export type FirewallRule = z.infer<typeof FirewallRule>;

const Mode = z.enum(FIREWALL_MODES);

/** What the firewall looks for in an answer. */
export const OUTPUT_CATEGORIES = ["pii", "secrets", "rules", "links", "echo"] as const;
export type OutputCategory = (typeof OUTPUT_CATEGORIES)[number];

const HostName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/,
    "Enter a host such as example.com.",
  );

/** How a project's answers are looked through. `redact` and `block` hold back the last words of a stream. */
export const FirewallOutput = z.object({
  pii: Mode.default("off"),
  secrets: Mode.default("observe"),
  rules: Mode.default("off"),
  /** Images and links that would carry data to a host that is not allowed. */
  links: Mode.default("observe"),
  /** The tenant's own system text, repeated. */
  echo: Mode.default("off"),
  /** Marks the system text that the provider gets, so that giving it away is noticed in any wording. Needs `echo`. */
  canary: z.boolean().default(false),
  /** Hosts, with their subdomains, that links may carry data to. */
  linkHosts: z.array(HostName).max(100).default([]),
  /** What was replaced in the request is put back into the answer, for the caller alone. */
  restoresPlaceholders: z.boolean().default(false),
});
export type FirewallOutput = z.output<typeof FirewallOutput>;

/** How a project's requests are looked through. */
export const FirewallSettings = z.object({
  /** Cannot be cut out of a text, so `redact` is not among them. */
  injection: z.enum(["off", "observe", "block"]).default("observe"),
  sensitivity: z.enum(FIREWALL_SENSITIVITIES).default("medium"),
  pii: Mode.default("observe"),
  secrets: Mode.default("redact"),
  rules: Mode.default("off"),
  customRules: z.array(FirewallRule).max(FIREWALL_RULES_MAX).default([]),
  allowsLargeInputs: z.boolean().default(false),
  output: FirewallOutput.prefault({}),
});
export type FirewallSettings = z.output<typeof FirewallSettings>;

export const DEFAULT_FIREWALL_SETTINGS: FirewallSettings = FirewallSettings.parse({});

/** Stored settings; the defaults where they cannot be read. */
export function readFirewallSettings(stored: unknown): FirewallSettings {
  return FirewallSettings.safeParse(stored).data ?? DEFAULT_FIREWALL_SETTINGS;
}

export const FIREWALL_STATUSES = ["skipped", "pass", "flag", "redacted", "blocked"] as const;
export type FirewallStatus = (typeof FIREWALL_STATUSES)[number];

/** `content`: what the project's remote detector objects to and has no category here; `remote`: that it was asked. */
export const FIREWALL_FOUND = [
  ...FIREWALL_CATEGORIES,
  ...(["links", "echo", "size", "error", "content", "remote"] as const),
] as const;

/** What was found and where; never what it says. */
export const FirewallFinding = z.object({
  category: z.enum(FIREWALL_FOUND),
  /** Which kind of secret or data, which pattern family, or which rule of the project. */
  detector: z.string(),
  /** 0 to 1. */
  score: z.number(),
  /** Where in the request, for example `messages.2.content`; in the answer with `answer.` before it. */
  path: z.string(),
  /** UTF-16 units within that text. */
  start: z.int(),
  end: z.int(),
  action: z.enum(["observed", "redacted", "blocked"]),
  /** How the remote detector's call went, where it was asked. */
  call: z
    .object({
      outcome: z.enum(REMOTE_OUTCOMES),
      durationMs: z.int(),
      /** Of a guard model; null where nobody knows. */
      costMicroUsd: z.number().nullable(),
    })
    .optional(),
});
export type FirewallFinding = z.infer<typeof FirewallFinding>;

export const FIREWALL_FINDINGS_MAX = 50;

/** Where something was found: in what was asked, or in what was answered. */
export const HIT_DIRECTIONS = ["request", "answer"] as const;
export type HitDirection = (typeof HIT_DIRECTIONS)[number];

export const directionOf = ({ path }: Pick<FirewallFinding, "path">): HitDirection =>
  path === "answer" || path.startsWith("answer.") ? "answer" : "request";

/** What a person can say of a hit whether it was right. */
export const REVIEWABLE_CATEGORIES = [
  "injection",
  "pii",
  "secrets",
  "rules",
  "links",
  "echo",
  "content",
] as const;
/** What a rule can let pass. */
export const HIT_CATEGORIES = ["injection", "pii", "secrets", "rules", "links"] as const;
export type HitCategory = (typeof HIT_CATEGORIES)[number];

/** Names a hit: what one detector found in one request or its answer. */
export const HitKey = z.object({
  projectId: z.string().max(64),
  requestId: z.string().max(64),
  direction: z.enum(HIT_DIRECTIONS),
  category: z.enum(FIREWALL_FOUND),
  detector: z.string().max(60),
});
export type HitKey = z.infer<typeof HitKey>;

export const FIREWALL_TRUSTS = ["user", "third_party", "tenant"] as const;

export const ProjectOfFirewall = z.object({ projectId: z.string().max(64) });
export type ProjectOfFirewall = z.infer<typeof ProjectOfFirewall>;

/** A project's policy. Version 0: nobody has changed it. */
export const FirewallPolicy = FirewallSettings.extend({
  projectId: z.string(),
  version: z.int(),
  /** Whether the plan includes rules of its own. */
  mayHaveRules: z.boolean(),
});
export type FirewallPolicy = z.infer<typeof FirewallPolicy>;

const WithRules = z.object({ customRules: FirewallSettings.shape.customRules });

/** Two rules with one id could not be told apart, and a topic with too few words never found. */
function refuseUnusableRules({ customRules }: z.output<typeof WithRules>, context: z.RefinementCtx): void {
  const ids = new Set<string>();
  customRules.forEach((rule, index) => {
    const path = ["customRules", index];
    if (ids.has(rule.id)) context.addIssue({ code: "custom", path, message: "Two rules have the same id." });
    ids.add(rule.id);
    if (rule.kind !== "topic" || rule.wordsMin <= rule.words.length) return;
    context.addIssue({
      code: "custom",
      path,
      message: "A topic has too few words to find so many of them.",
    });
  });
}

/** A policy that somebody is about to save. */
export const FirewallDraft = FirewallSettings.superRefine(refuseUnusableRules);

/** The whole policy: what is left out goes back to its default. */
export const UpdateFirewallInput = FirewallSettings.extend({ projectId: z.string().max(64) }).superRefine(
  refuseUnusableRules,
);
export type UpdateFirewallInput = z.input<typeof UpdateFirewallInput>;

export const TRIED_TEXT_MAX = 20_000;

export const TryFirewallInput = z.object({
  projectId: z.string().max(64),
  text: z.string().min(1, "Enter a text.").max(TRIED_TEXT_MAX, "At most 20,000 characters."),
  /** Who would have written it. */
  trust: z.enum(FIREWALL_TRUSTS).default("user"),
});
export type TryFirewallInput = z.input<typeof TryFirewallInput>;

/** What the firewall says of a text, with the policy as it is stored. Nothing of the text is kept. */
export const FirewallTrial = z.object({
  verdict: z.enum(["pass", "flag", "redacted", "blocked"]),
  findings: z.array(FirewallFinding),
  timings: z.array(z.object({ category: z.enum(FIREWALL_CATEGORIES), durationUs: z.int() })),
});
export type FirewallTrial = z.infer<typeof FirewallTrial>;
