import { FIREWALL_TEXT_MAX, type FirewallFinding } from "@/server/contracts/firewall";
import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import { activeAllowList, leafSteps, systemTextOf } from "@/server/firewall";
import { inTurns } from "@/server/text/in-turns";
import type { Exchange } from "../exchange";
import type { Presence } from "../presence";
import { clientClosed } from "../stages/attempt-errors";
import type { Caller } from "../stages/authenticate";
import { type ModelBody, type ModelEndpoint, withBytes } from "../stages/read-body";
import type { Scope } from "../stages/resolve-scope";
import { canaryMark } from "./canary";
import { type EffectivePolicy, effectivePolicy } from "./effective-policy";
import { givingWay } from "./give-way";
import { openOutput } from "./output-screening";
import { type ScreenedBytes, screenBytes } from "./screen-bytes";
import type { ScreenThreads } from "./threads/screen-threads";

export interface Screened extends Omit<ScreenedBytes, "bytes" | "stop"> {
  body: ModelBody;
  isRedacted: boolean;
  /** Why the request must not go on. */
  blocked: AppError | null;
}

/** Where large requests are looked through, and until when. */
export interface Aside {
  threads: ScreenThreads;
  presence: Presence;
}

export interface ScreenInputDeps {
  /** Null where everything is looked through in turns with other requests. */
  screenThreads: ScreenThreads | null;
}

const NONE: ReadonlySet<string> = new Set();
const LARGE_BYTES = 131_072;

/** Looks through a request before anything of it goes further. What goes on is what this returns. */
export async function screenInput(
  { screenThreads: threads }: ScreenInputDeps,
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
    exchange.output = openOutput({ ...output, systemText: systemTextOf(leaves), replaced: null });
    return body;
  }
  const { presence } = exchange.req;
  const aside = threads === null ? null : { threads, presence };
  const screened = await screenBody(body, exchange.endpoint, policy, aside).catch((thrown: unknown) => {
    if (presence.isGone) throw clientClosed();
    log.error("the firewall failed", { requestId: exchange.id, ...errorFields(thrown) });
    return failed(body, policy);
  });
  const { findings, isRedacted, blocked } = screened;
  const seen = isRedacted ? "redacted" : findings.length > 0 ? "flag" : "pass";
  exchange.firewall = { status: blocked === null ? seen : "blocked", findings };
  exchange.body = screened.body;
  exchange.cleanTexts = screened.clean;
  exchange.output = openOutput({ ...output, systemText: screened.systemText, replaced: screened.replaced });
  exchange.mark("firewall");
  if (blocked !== null) throw blocked;
  return screened.body;
}

/** The same for a policy that is known. */
export async function screenBody(
  body: ModelBody,
  endpoint: ModelEndpoint,
  policy: EffectivePolicy,
  aside: Aside | null = null,
): Promise<Screened> {
  const { bytes } = body;
  const {
    bytes: redacted,
    stop,
    ...screened
  } = (await aside?.threads.screen({ bytes, endpoint, policy }, aside.presence)) ??
  // A large body has just been parsed, which has taken its time.
  (await screenBytes(bytes, endpoint, policy, bytes.length < LARGE_BYTES ? givingWay() : givingWay(0)));
  const blocked =
    stop === null ? null : stop.category === "size" ? tooLarge() : blockedBy(stop.category, stop.path);
  const isRedacted = redacted !== null;
  return { ...screened, body: isRedacted ? await withBytes(body, redacted) : body, isRedacted, blocked };
}

const tooLarge = (): AppError =>
  new AppError("firewall_blocked", "too much text", {
    userMessage: `The firewall of this project takes at most ${FIREWALL_TEXT_MAX} characters of text. Allow larger requests in its policy.`,
    details: { category: "size" },
  });

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
    systemText: "",
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
