import type { inferRouterInputs } from "@trpc/server";
import { apiKeysRouter } from "@/server/modules/api-keys/api-keys.router";
import { auditRouter } from "@/server/modules/audit/audit.router";
import { billingRouter } from "@/server/modules/billing/billing.router";
import { budgetsRouter } from "@/server/modules/budgets/budgets.router";
import { circuitsRouter } from "@/server/modules/circuits/circuits.router";
import { constraintsRouter } from "@/server/modules/constraints/constraints.router";
import { datasetsRouter } from "@/server/modules/datasets/datasets.router";
import { decisionsRouter } from "@/server/modules/decisions/decisions.router";
import { dryRunsRouter } from "@/server/modules/dry-runs/dry-runs.router";
import { erasureRouter } from "@/server/modules/erasure/erasure.router";
import { evaluationsRouter } from "@/server/modules/evaluations/evaluations.router";
import { experimentsRouter } from "@/server/modules/experiments/experiments.router";
import { feedbackRouter } from "@/server/modules/feedback/feedback.router";
import { firewallRouter } from "@/server/modules/firewall/firewall.router";
import { remoteDetectorsRouter } from "@/server/modules/firewall/remote-detectors.router";
import { identityRouter } from "@/server/modules/identity/identity.router";
import { learningRouter } from "@/server/modules/learning/learning.router";
import { leavingRouter } from "@/server/modules/leaving/leaving.router";
import { mailsRouter } from "@/server/modules/mails/mails.router";
import { membersRouter } from "@/server/modules/members/members.router";
import { modelsRouter } from "@/server/modules/models/models.router";
import { npsRouter } from "@/server/modules/nps/nps.router";
import { onboardingRouter } from "@/server/modules/onboarding/onboarding.router";
import { organizationsRouter } from "@/server/modules/organizations/organizations.router";
import { outboxRouter } from "@/server/modules/outbox/outbox.router";
import { pacingRouter } from "@/server/modules/pacing/pacing.router";
import { projectsRouter } from "@/server/modules/projects/projects.router";
import { promotionRouter } from "@/server/modules/promotion/promotion.router";
import { promptsRouter } from "@/server/modules/prompts/prompts.router";
import { providerKeysRouter } from "@/server/modules/provider-keys/provider-keys.router";
import { requestsRouter } from "@/server/modules/requests/requests.router";
import { responseCacheRouter } from "@/server/modules/response-cache/response-cache.router";
import { routesRouter } from "@/server/modules/routes/routes.router";
import { scimRouter } from "@/server/modules/scim/scim.router";
import { sessionsRouter } from "@/server/modules/sessions/sessions.router";
import { ssoRouter } from "@/server/modules/sso/sso.router";
import { twoFactorRouter } from "@/server/modules/two-factor/two-factor.router";
import { usageRouter } from "@/server/modules/usage/usage.router";
import { verificationRouter } from "@/server/modules/verification/verification.router";
import { webhooksRouter } from "@/server/modules/webhooks/webhooks.router";
import { createCallerFactory, router } from "./init";

export const appRouter = router({
  identity: identityRouter,
  twoFactor: twoFactorRouter,
  organizations: organizationsRouter,
  members: membersRouter,
  projects: projectsRouter,
  apiKeys: apiKeysRouter,
  providerKeys: providerKeysRouter,
  models: modelsRouter,
  requests: requestsRouter,
  decisions: decisionsRouter,
  constraints: constraintsRouter,
  experiments: experimentsRouter,
  evaluations: evaluationsRouter,
  datasets: datasetsRouter,
  pacing: pacingRouter,
  promotion: promotionRouter,
  prompts: promptsRouter,
  sessions: sessionsRouter,
  verification: verificationRouter,
  routes: routesRouter,
  learning: learningRouter,
  firewall: firewallRouter,
  remoteDetectors: remoteDetectorsRouter,
  dryRuns: dryRunsRouter,
  nps: npsRouter,
  erasure: erasureRouter,
  feedback: feedbackRouter,
  circuits: circuitsRouter,
  responseCache: responseCacheRouter,
  onboarding: onboardingRouter,
  budgets: budgetsRouter,
  billing: billingRouter,
  sso: ssoRouter,
  scim: scimRouter,
  leaving: leavingRouter,
  audit: auditRouter,
  webhooks: webhooksRouter,
  outbox: outboxRouter,
  usage: usageRouter,
  mails: mailsRouter,
});

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export const createCaller = createCallerFactory(appRouter);
