import { describe, expect, it } from "vitest";
import { AppError } from "@/server/core/errors";
import { createCallerFactory, router } from "./init";
import { procedure } from "./procedures";
import type { TrpcContext } from "./trpc-context";

const PERSON = {
  userId: "usr_1",
  email: "a@test.invalid",
  name: null,
  loginSessionId: "lgn_1",
  startedAt: new Date(),
  expiresAt: new Date(),
  mustRenew: false,
};

function contextOf(role: "owner" | "viewer" | null, isSameOrigin = true): TrpcContext {
  return {
    requestId: "req",
    address: null,
    isSameOrigin,
    isOwnHost: true,
    origin: () => "http://localhost",
    person: async () => (role === null ? null : PERSON),
    pending: async () => null,
    useLogin: async () => {},
    actAs: async (_person, orgSlug) => ({
      orgId: orgSlug,
      planId: "free",
      actor: { kind: "user", userId: PERSON.userId, label: "A", role: role ?? "viewer" },
      requestId: "req",
      address: null,
      now: () => new Date(),
    }),
  };
}

const testRouter = router({
  manage: procedure.requires("api_key:manage").mutation(({ ctx }) => ctx.org.orgId),
  read: procedure.requires("api_key:read").query(({ ctx }) => ctx.org.orgId),
  mine: procedure.signedIn().query(({ ctx }) => ctx.person.userId),
  fails: procedure.open().query(() => {
    throw new Error("secret detail");
  }),
});
const call = createCallerFactory(testRouter);
const org = { orgSlug: "acme" };

const codeOf = async (work: Promise<unknown>) => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof Error && thrown.cause instanceof AppError ? thrown.cause.code : thrown;
};

describe("a procedure", () => {
  it("cannot be made without saying which permission it needs", () => {
    // @ts-expect-error the permission is a required argument
    expect(() => procedure.requires()).not.toThrow();
    // @ts-expect-error and one of the table
    expect(() => procedure.requires("api_key:everything")).not.toThrow();
  });

  it("runs for a member whose role has the permission, with the verified context", async () => {
    expect(await call(contextOf("owner")).manage(org)).toBe("acme");
    expect(await call(contextOf("viewer")).read(org)).toBe("acme");
    expect(await call(contextOf("viewer")).mine()).toBe("usr_1");
  });

  it("refuses a role without the permission, and anyone who is not signed in", async () => {
    expect(await codeOf(call(contextOf("viewer")).manage(org))).toBe("permission_denied");
    expect(await codeOf(call(contextOf(null)).read(org))).toBe("unauthenticated");
    expect(await codeOf(call(contextOf(null)).mine())).toBe("unauthenticated");
  });

  it("refuses a change that another site asks for, before anything else", async () => {
    expect(await codeOf(call(contextOf("owner", false)).manage(org))).toBe("origin_not_allowed");
    expect(await call(contextOf("owner", false)).read(org)).toBe("acme");
  });

  it("never shows what an unexpected error says", async () => {
    await expect(call(contextOf("owner")).fails()).rejects.toThrow(/^Something went wrong on our side/);
  });
});
