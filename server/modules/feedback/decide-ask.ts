import { type DecideBody, type DecideOutput, type DecideReason, SURVEY } from "@/server/contracts/feedback";
import type { FeedbackSettings } from "@/server/contracts/feedback-settings";
import { authorize, type Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import { type Tx, withTenant } from "@/server/db/tenant";
import { drawForSession } from "./ask-draw";
import { evidenceOf } from "./evidence.queries";
import type { FeedbackSource } from "./feedback-source";
import { askPropensity, informationGain } from "./information-gain";
import { findSession, type KnownSession, lockSession, lockUser, sessionFacts } from "./sessions.queries";

const DAY_MS = 86_400_000;

/** Who would be asked. */
interface Asked {
  projectId: string;
  survey: string;
  session: KnownSession;
  endUserId: string | null;
  /** Anonymous: the user is only claimed by the page. */
  proof: FeedbackSource["proof"];
}

/** Whether the widget may ask this user now. When it may, that it did is recorded, with the probability of it. */
export async function decideAsk(
  ctx: Ctx,
  source: FeedbackSource,
  settings: FeedbackSettings,
  body: DecideBody,
): Promise<DecideOutput> {
  authorize(ctx, "feedback:write");
  if (!settings.isEnabled) return no("turned_off");
  const { projectId } = source;
  const key = { projectId, sessionId: body.session_id };
  return withTenant(ctx, async (tx) => {
    await lockSession(tx, ctx, key);
    const session = await findSession(tx, ctx, key);
    if (session === null) return no("unknown_session");
    const asked = { projectId, survey: body.survey ?? SURVEY, session, ...whoIs(source, session) };
    await lockUser(tx, ctx, asked);
    const reason = await whyNot(tx, ctx, settings, asked);
    return reason === null ? ask(tx, ctx, settings, asked) : no(reason);
  });
}

/** A token's user first, then the one that the gateway's traffic names, then whom the page claims. */
function whoIs(source: FeedbackSource, session: KnownSession): Pick<Asked, "endUserId" | "proof"> {
  const { proof, endUserId } = source;
  if (endUserId !== null && proof !== "anonymous") return { endUserId, proof };
  if (session.endUserId !== null) {
    return { endUserId: session.endUserId, proof: proof === "anonymous" ? "session" : proof };
  }
  return { endUserId, proof };
}

async function whyNot(
  tx: Tx,
  ctx: Ctx,
  settings: FeedbackSettings,
  { projectId, survey, session, endUserId, proof }: Asked,
): Promise<DecideReason | null> {
  const { orgId } = ctx;
  if (session.turnCount < settings.minTurns) return "too_few_turns";
  const here = { orgId, projectId, survey, sessionId: session.id };
  if ((await tx.npsResponse.count({ where: here })) > 0) return "already_answered";
  if ((await tx.npsShow.count({ where: here })) > 0) return "already_asked";
  const since = (days: number): Date => new Date(ctx.now().getTime() - days * DAY_MS);
  if (endUserId !== null) {
    // What a page merely claims about a user must not keep the real one from being asked.
    const ofUser = {
      ...{ orgId, projectId, survey, endUserId },
      ...(proof === "anonymous" ? {} : { proof: { not: "anonymous" as const } }),
    };
    const answers = { ...ofUser, answeredAt: { gt: since(settings.answerEveryDays) } };
    if ((await tx.npsResponse.count({ where: answers })) > 0) return "answered_recently";
    const isHeld = [
      { snoozedUntil: null, createdAt: { gt: since(settings.askEveryDays) } },
      { snoozedUntil: { gt: ctx.now() } },
    ];
    if ((await tx.npsShow.count({ where: { ...ofUser, OR: isHeld } })) > 0) return "asked_recently";
  }
  if (settings.asksPerDayMax === null) return null;
  const today = await tx.npsShow.count({ where: { orgId, projectId, createdAt: { gt: since(1) } } });
  return today >= settings.asksPerDayMax ? "daily_cap" : null;
}

async function ask(tx: Tx, ctx: Ctx, settings: FeedbackSettings, asked: Asked): Promise<DecideOutput> {
  const { projectId, survey, session, endUserId, proof } = asked;
  const propensity = askPropensity(settings, await gainOf(tx, ctx, settings, asked));
  if (drawForSession([ctx.orgId, projectId, survey, session.id]) >= propensity) {
    return { show: false, reason: "not_sampled", propensity };
  }
  const { id } = await tx.npsShow.create({
    data: {
      ...{ orgId: ctx.orgId, projectId, survey, endUserId, proof, propensity },
      id: newId("shw"),
      sessionId: session.id,
      createdAt: ctx.now(),
    },
    select: { id: true },
  });
  return { show: true, reason: "asked", show_id: id, propensity };
}

async function gainOf(
  tx: Tx,
  ctx: Ctx,
  settings: FeedbackSettings,
  { projectId, session }: Asked,
): Promise<number> {
  if (!settings.asksWhereUnsure) return 1;
  const { provider, model } = await sessionFacts(tx, ctx, session);
  return informationGain(`${provider}/${model}`, await evidenceOf(tx, ctx, projectId));
}

const no = (reason: DecideReason): DecideOutput => ({ show: false, reason, propensity: 0 });
