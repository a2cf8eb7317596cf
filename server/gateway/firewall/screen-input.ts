import {
  FIREWALL_FINDINGS_MAX,
  FIREWALL_TEXT_MAX,
  type FirewallFinding,
  type FirewallMode,
} from "@/server/contracts/firewall";
import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import {
  actionOf,
  activeAllowList,
  findInLeaves,
  type LeafHit,
  leafSteps,
  Placeholders,
  printablePath,
  type TextLeaf,
} from "@/server/firewall";
import { inTurns } from "@/server/text/in-turns";
import type { Exchange } from "../exchange";
import type { Caller } from "../stages/authenticate";
import { type ModelBody, type ModelEndpoint, withBytes } from "../stages/read-body";
import type { Scope } from "../stages/resolve-scope";
import { canaryMark } from "./canary";
import { type EffectivePolicy, effectivePolicy } from "./effective-policy";
import { givingWay } from "./give-way";
import { openOutput } from "./output-screening";
import { redactionOf } from "./redact-leaves";

export interface Screened {
  body: ModelBody;
  findings: readonly FirewallFinding[];
  isRedacted: boolean;
  /** Why the request must not go on. */
  blocked: AppError | null;
  /** Texts that hold nothing private. */
  clean: ReadonlySet<string>;
  leaves: readonly TextLeaf[];
  /** The placeholders of what was replaced. */
  replaced: Placeholders | null;
}

const NONE: ReadonlySet<string> = new Set();
const LARGE_BYTES = 131_072;

/** Looks through a request before anything of it goes further. What goes on is what this returns. */
export async function screenInput(
  exchange: Exchange,
  { caller, scope, body }: { caller: Caller; scope: Scope; body: ModelBody },
): Promise<ModelBody> {
  const allow = activeAllowList(scope.project.firewallAllow, Date.now());
  const policy = effectivePolicy({
    settings: scope.project.firewall,
    allow,
    planId: caller.org.planId,
    keyFloor: caller.key.firewallMode,
    headers: exchange.req.headers,
  });
  const { firewall: settings, id: projectId } = scope.project;
  exchange.canary = canaryMark(settings.output, projectId, exchange.startedAt);
  exchange.firewallVersion = scope.project.firewallPolicyVersion;
  const output = {
    ...{ requestId: exchange.id, settings, planId: caller.org.planId, allow },
    mark: exchange.canary,
  };
  if (Object.values(policy.modes).every((mode) => mode === "off")) {
    const isRead = settings.output.echo !== "off";
    const leaves = isRead ? await inTurns(leafSteps(body.bytes, exchange.endpoint), givingWay()) : [];
    exchange.output = openOutput({ ...output, leaves, replaced: null });
    return body;
  }
  const screened = await screenBody(body, exchange.endpoint, policy).catch((thrown: unknown) => {
    log.error("the firewall failed", { requestId: exchange.id, ...errorFields(thrown) });
    return failed(body, policy);
  });
  const { findings, isRedacted, blocked } = screened;
  const seen = isRedacted ? "redacted" : findings.length > 0 ? "flag" : "pass";
  exchange.firewall = { status: blocked === null ? seen : "blocked", findings };
  exchange.body = screened.body;
  exchange.cleanTexts = screened.clean;
  exchange.output = openOutput({ ...output, leaves: screened.leaves, replaced: screened.replaced });
  exchange.mark("firewall");
  if (blocked !== null) throw blocked;
  return screened.body;
}

/** The same for a policy that is known. */
export async function screenBody(
  body: ModelBody,
  endpoint: ModelEndpoint,
  policy: EffectivePolicy,
): Promise<Screened> {
  // A large body has just been parsed, which has taken its time.
  const giveWay = body.bytes.length < LARGE_BYTES ? givingWay() : givingWay(0);
  const leaves = await inTurns(leafSteps(body.bytes, endpoint), giveWay);
  const tooLarge = refuseLarge(leaves, policy);
  if (tooLarge !== null) return { ...tooLarge, body, isRedacted: false, clean: NONE, leaves, replaced: null };
  const hits = await findInLeaves(leaves, policy, giveWay);
  const kept = keptFindings(hits, policy);
  // What blocks stands first.
  const [stopped] = kept;
  if (stopped?.action === "blocked") {
    const blocked = blockedBy(stopped.category, stopped.path);
    return { body, findings: kept, isRedacted: false, blocked, clean: NONE, leaves, replaced: null };
  }
  const clean = cleanTexts(leaves, hits, policy);
  const cut = hits.filter(({ category, leaf }) => policy.modes[category] === "redact" && !leaf.isOpaque);
  if (cut.length === 0)
    return { body, findings: kept, isRedacted: false, blocked: null, clean, leaves, replaced: null };
  const replaced = new Placeholders();
  const redacted = await redactAll(body, endpoint, { cut, policy, placeholders: replaced });
  return { body: redacted, findings: kept, isRedacted: true, blocked: null, clean, leaves, replaced };
}

/** Shorter ones are as quickly looked through again as found. */
const CLEAN_LENGTH_MIN = 64;
/** Longer ones are looked through in pieces; the record redacts them as a whole. */
const CLEAN_LENGTH_MAX = 16_000;

function cleanTexts(
  leaves: readonly TextLeaf[],
  hits: readonly LeafHit<TextLeaf>[],
  { modes }: EffectivePolicy,
): ReadonlySet<string> {
  if (modes.pii === "off" || modes.secrets === "off") return NONE;
  const clean = new Set<string>();
  for (const { text, isOpaque, encoded } of leaves)
    if (!isOpaque && encoded === null && text.length >= CLEAN_LENGTH_MIN && text.length <= CLEAN_LENGTH_MAX)
      clean.add(text);
  for (const { leaf, category } of hits)
    if (category === "pii" || category === "secrets") clean.delete(leaf.text);
  return clean;
}

const ROUNDS_MAX = 6;

/** A replacement can free its neighbour from what kept it unrecognised, so what was cut is looked at again. */
async function redactAll(
  body: ModelBody,
  endpoint: ModelEndpoint,
  {
    cut,
    policy,
    placeholders,
  }: { cut: readonly LeafHit<TextLeaf>[]; policy: EffectivePolicy; placeholders: Placeholders },
): Promise<ModelBody> {
  const giveWay = givingWay();
  let bytes = await inTurns(redactionOf(body.bytes, cut, placeholders), giveWay);
  const changed = new Set(cut.map(({ leaf }) => leafName(leaf)));
  for (let round = 1; round < ROUNDS_MAX; round++) {
    const leaves = await inTurns(leafSteps(bytes, endpoint), giveWay);
    const cutBefore = leaves.filter((leaf) => changed.has(leafName(leaf)));
    const again = await findInLeaves(cutBefore, onlyRedacted(policy), giveWay);
    if (again.length === 0) break;
    bytes = await inTurns(redactionOf(bytes, again, placeholders), giveWay);
  }
  return withBytes(body, bytes);
}

const leafName = ({ path, isName }: TextLeaf): string => `${isName ? "name " : ""}${path.join(".")}`;

function onlyRedacted(policy: EffectivePolicy): EffectivePolicy {
  const kept = (mode: FirewallMode): FirewallMode => (mode === "redact" ? mode : "off");
  const { pii, secrets, rules } = policy.modes;
  return {
    ...policy,
    modes: { injection: "off", pii: kept(pii), secrets: kept(secrets), rules: kept(rules) },
  };
}

function toFinding(hit: LeafHit<TextLeaf>, policy: EffectivePolicy): FirewallFinding {
  const { leaf, category, detector, score, start, end } = hit;
  return {
    category,
    detector,
    score: Math.round(score * 1_000) / 1_000,
    path: printablePath(leaf.path),
    ...(leaf.encoded === null ? { start, end } : { start: 0, end: leaf.end - leaf.start - 2 }),
    action: actionOf(hit, policy),
  };
}

const ACTIONS: readonly FirewallFinding["action"][] = ["blocked", "redacted", "observed"];

/** What was acted on first, as only so many are kept; a hostile text has tens of thousands. */
function keptFindings(hits: readonly LeafHit<TextLeaf>[], policy: EffectivePolicy): FirewallFinding[] {
  return ACTIONS.flatMap((action) => hits.filter((hit) => actionOf(hit, policy) === action))
    .slice(0, FIREWALL_FINDINGS_MAX)
    .map((hit) => toFinding(hit, policy));
}

function refuseLarge(
  leaves: readonly TextLeaf[],
  { modes, settings }: EffectivePolicy,
): Pick<Screened, "findings" | "blocked"> | null {
  if (settings.allowsLargeInputs || !Object.values(modes).includes("block")) return null;
  const length = leaves.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= FIREWALL_TEXT_MAX) return null;
  const finding = { detector: "size", score: 1, path: "", start: 0, end: length, action: "blocked" } as const;
  const blocked = new AppError("firewall_blocked", "too much text", {
    userMessage: `The firewall of this project takes at most ${FIREWALL_TEXT_MAX} characters of text. Allow larger requests in its policy.`,
    details: { category: "size" },
  });
  return { findings: [{ category: "size", ...finding }], blocked };
}

function failed(body: ModelBody, { failsClosed }: EffectivePolicy): Screened {
  const finding = { category: "error", detector: "firewall", score: 1, path: "", start: 0, end: 0 } as const;
  const blocked = new AppError("dependency_unavailable", "the firewall failed", {
    userMessage: "The firewall could not look through this request, and may not let it pass unseen.",
    retryAfterSeconds: 1,
  });
  return {
    body,
    findings: [{ ...finding, action: failsClosed ? "blocked" : "observed" }],
    isRedacted: false,
    blocked: failsClosed ? blocked : null,
    clean: NONE,
    leaves: [],
    replaced: null,
  };
}

const REASONS: Readonly<Record<FirewallFinding["category"], string>> = {
  injection: "it looks like an attempt to override the instructions of the model",
  pii: "it holds personal data",
  secrets: "it holds a secret such as a key or password",
  rules: "it matches a rule of the project",
  links: "it holds a link that would carry data elsewhere",
  echo: "it repeats the system text",
  size: "it is too long",
  error: "it could not be looked through",
  content: "the detector that the project asks objects to it",
  remote: "the detector that the project asks objects to it",
};

export function blockedBy(
  category: FirewallFinding["category"],
  path: string | null,
  stage: "input" | "output" = "input",
): AppError {
  const what = stage === "input" ? "request" : "answer";
  return new AppError("firewall_blocked", `${what} blocked for ${category}`, {
    userMessage: `The firewall of this project stopped the ${what}: ${REASONS[category]}.`,
    ...(path === null ? {} : { param: path }),
    details: stage === "input" ? { category } : { category, stage },
  });
}
