import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Action } from "@/server/contracts/permissions";
import { authorize } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import { appErrorOf } from "./error-shape";
import { t } from "./init";

/** The organisation a call is about; membership is verified before the procedure runs. */
export const OrgInput = z.object({ orgSlug: z.string().min(1).max(64) });

const base = t.procedure
  .use(async ({ ctx, type, path, next }) => {
    const result = await next();
    if (result.ok) return result;
    const error = appErrorOf(result.error);
    const fields = { requestId: ctx.requestId, procedure: path, kind: type, code: error.code };
    log[error.row.logLevel]("procedure failed", {
      ...fields,
      ...(error.row.logLevel === "error" ? errorFields(error.cause ?? error) : {}),
    });
    throw new TRPCError({ code: error.row.trpc, message: error.userMessage, cause: error });
  })
  .use(({ ctx, type, next }) => {
    if (type === "query" || ctx.isSameOrigin) return next();
    throw new AppError("origin_not_allowed", "mutation from another origin", {
      userMessage: "This request came from another site and was refused.",
    });
  });

const signedIn = base.use(async ({ ctx, next }) => {
  const person = await ctx.person();
  if (person === null) {
    throw new AppError("unauthenticated", "not signed in", { userMessage: "Sign in to continue." });
  }
  return next({ ctx: { person } });
});

/**
 * The only ways to make a procedure. Each says who may call it, so that a login alone never opens an
 * organisation's data; a test walks all procedures and reads the access from their meta.
 */
export const procedure = {
  /** For a member of the organisation named by `orgSlug` whose role may do `action`; `ctx.org` is the verified context. */
  requires: (action: Action) =>
    signedIn
      .meta({ access: action })
      .input(OrgInput)
      .use(async ({ ctx, input, next }) => {
        const org = await ctx.actAs(ctx.person, input.orgSlug);
        authorize(org, action);
        return next({ ctx: { org } });
      }),

  /** For any signed-in person, about themselves; `ctx.person` is who. */
  signedIn: () => signedIn.meta({ access: "signed-in" }),

  /** For anyone. */
  open: () => base.meta({ access: "open" }),
};
