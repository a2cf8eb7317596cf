import { TOTP } from "otpauth";
import { afterAll, describe, expect, it } from "vitest";
import { appDb, disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { getLiveLogin, getPendingLogin, startLogin } from "@/server/modules/identity/login-sessions";
import { requireTwoFactor } from "@/server/modules/organizations/require-two-factor";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestMember } from "@/server/testing/member-factory";
import { untilBlocking } from "@/server/testing/until-blocking";
import { codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { createWalkOrg } from "@/server/testing/walk-fixture";
import { callProcedure, codeIn } from "@/server/testing/walk-outcome";
import { beginTwoFactor } from "./begin-two-factor";
import { confirmTwoFactor } from "./confirm-two-factor";
import { getTwoFactor } from "./get-two-factor";
import { passSignIn } from "./pass-sign-in";
import { renewRecoveryCodes } from "./renew-recovery-codes";
import { turnOffTwoFactor } from "./turn-off-two-factor";

afterAll(disconnectDb);

const STEP_MS = 30_000;
const codeAt = (uri: string, at: Date) => {
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  return new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: at.getTime() });
};

/** A person with an app; `next` is a time whose code was not used yet. */
async function withApp(org: Pick<TestOrg, "userId">) {
  const { userId } = org;
  const now = new Date();
  const email = `${userId}@test.invalid`;
  const person = { userId, email, loginSessionId: await startLogin(userId, null, now), startedAt: now };
  const { uri, secret } = await beginTwoFactor(person, {}, now);
  const { recoveryCodes } = await confirmTwoFactor(person, { code: codeAt(uri, now) }, now);
  const next = (steps = 1) => new Date(now.getTime() + steps * STEP_MS);
  return { person, uri, secret, recoveryCodes, next };
}

const pendingOf = async (userId: string, now = new Date()) => {
  const id = await startLogin(userId, null, now);
  return { id, pending: await getPendingLogin(id, now) };
};

describe("two-factor sign-in", () => {
  it("is on once the app has shown a right code, and signs other browsers out", async () => {
    const { userId } = await createTestOrg();
    const now = new Date();
    const elsewhere = await startLogin(userId, null, now);
    const person = {
      userId,
      email: "a@test.invalid",
      loginSessionId: await startLogin(userId, null, now),
      startedAt: now,
    };
    const { uri } = await beginTwoFactor(person, {}, now);
    expect((await getTwoFactor(userId)).isOn).toBe(false);
    expect(await getLiveLogin(await startLogin(userId, null, now), now)).not.toBeNull();
    expect(await codeOf(confirmTwoFactor(person, { code: "000000" }, now))).toBe("invalid_request");
    const { recoveryCodes } = await confirmTwoFactor(person, { code: ` ${codeAt(uri, now)} ` }, now);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await getTwoFactor(userId)).toMatchObject({ isOn: true, recoveryCodesLeft: 10 });
    expect(await getLiveLogin(elsewhere, now)).toBeNull();
    expect(await getLiveLogin(person.loginSessionId, now)).not.toBeNull();
    expect(await codeOf(beginTwoFactor(person, {}, now))).toBe("conflict");
  });

  it("that was confirmed a moment ago is not turned off by beginning again at the same time", async () => {
    const { userId } = await createTestOrg();
    const now = new Date();
    const loginSessionId = await startLogin(userId, null, now);
    const person = { userId, email: "a@test.invalid", loginSessionId, startedAt: now };
    const { uri } = await beginTwoFactor(person, {}, now);
    const again = appDb().$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from totp_factors where user_id = ${userId} for update`;
      const begun = codeOf(beginTwoFactor(person, {}, now));
      await untilBlocking(tx);
      await tx.totpFactor.update({ where: { userId }, data: { confirmedAt: now }, select: { userId: true } });
      return { begun };
    });
    expect(await (await again).begun).toBe("conflict");
    expect((await getTwoFactor(userId)).isOn).toBe(true);
    expect(await codeOf(confirmTwoFactor(person, { code: codeAt(uri, now) }, now))).toBe("conflict");
  });

  it("keeps every new session shut until a code is shown, and opens it then", async () => {
    const org = await createTestOrg();
    const { uri, next } = await withApp(org);
    const { id, pending } = await pendingOf(org.userId);
    expect(await getLiveLogin(id, new Date())).toBeNull();
    expect(await codeOf(passSignIn(pending, { code: "123456" }, new Date()))).toBe("invalid_request");
    const opened = await passSignIn(pending, { code: codeAt(uri, next()) }, next());
    expect(await getLiveLogin(opened.loginSessionId, new Date())).toMatchObject({ userId: org.userId });
    expect(await getLiveLogin(id, new Date())).toBeNull();
  });

  it("takes no code twice, also not by two requests at once", async () => {
    const org = await createTestOrg();
    const { uri, next } = await withApp(org);
    const code = codeAt(uri, next());
    const logins = await Promise.all([1, 2, 3].map(() => pendingOf(org.userId)));
    const codes = await Promise.all(
      logins.map(({ pending }) => codeOf(passSignIn(pending, { code }, next()))),
    );
    expect(codes.sort()).toEqual(["invalid_request", "invalid_request", "ok"]);
  });

  it("takes each recovery code once, however it is typed, and renews them all", async () => {
    const org = await createTestOrg();
    const { recoveryCodes, uri, next } = await withApp(org);
    const [code = ""] = recoveryCodes;
    const first = await pendingOf(org.userId);
    const typed = { code: code.toUpperCase().replace("-", " ") };
    const opened = await passSignIn(first.pending, typed, new Date());
    expect(await getLiveLogin(opened.loginSessionId, new Date())).not.toBeNull();
    const second = await pendingOf(org.userId);
    expect(await codeOf(passSignIn(second.pending, { code }, new Date()))).toBe("invalid_request");
    expect((await getTwoFactor(org.userId)).recoveryCodesLeft).toBe(9);
    const fresh = await renewRecoveryCodes(org.userId, { code: codeAt(uri, next()) }, next());
    expect((await getTwoFactor(org.userId)).recoveryCodesLeft).toBe(10);
    const old = recoveryCodes[1] ?? "";
    expect(await codeOf(passSignIn(second.pending, { code: old }, new Date()))).toBe("invalid_request");
    expect(await codeOf(passSignIn(second.pending, { code: fresh.recoveryCodes[0] ?? "" }, new Date()))).toBe(
      "ok",
    );
  });

  it("ends a sign-in after five wrong codes, and limits how many a person can try", async () => {
    const org = await createTestOrg();
    const { uri, next } = await withApp(org);
    const { id } = await pendingOf(org.userId);
    const again = async () => getPendingLogin(id, new Date());
    for (let tries = 0; tries < 5; tries++)
      expect(await codeOf(passSignIn(await again(), { code: "000001" }, new Date()))).toBe("invalid_request");
    expect(await again()).toBeNull();
    expect(await codeOf(passSignIn(null, { code: codeAt(uri, next()) }, new Date()))).toBe("unauthenticated");
    const codes: string[] = [];
    for (let tries = 0; tries < 6; tries++)
      codes.push(
        await codeOf(passSignIn((await pendingOf(org.userId)).pending, { code: "000001" }, new Date())),
      );
    expect(codes.at(-1)).toBe("rate_limited");
  });

  it("lets a sign-in that waits too long run out", async () => {
    const org = await createTestOrg();
    await withApp(org);
    const { id } = await pendingOf(org.userId);
    expect(await getPendingLogin(id, new Date(Date.now() + 16 * 60_000))).toBeNull();
  });

  it("is turned off with a last code, and then asks for none", async () => {
    const org = await createTestOrg();
    const { person, uri, next } = await withApp(org);
    expect(await codeOf(turnOffTwoFactor(person, { code: "000000" }, next()))).toBe("invalid_request");
    await turnOffTwoFactor(person, { code: codeAt(uri, next()) }, next());
    expect(await getLiveLogin(await startLogin(org.userId, null, new Date()), new Date())).not.toBeNull();
    expect(await systemDb().recoveryCode.count({ where: { userId: org.userId } })).toBe(0);
  });

  it("keeps neither the secret nor a recovery code readable in the database", async () => {
    const org = await createTestOrg();
    const { secret, recoveryCodes } = await withApp(org);
    const factor = await systemDb().totpFactor.findUniqueOrThrow({ where: { userId: org.userId } });
    const codes = await systemDb().recoveryCode.findMany({ where: { userId: org.userId } });
    expect(Buffer.from(factor.ciphertext).includes(secret)).toBe(false);
    for (const code of recoveryCodes) expect(JSON.stringify(codes)).not.toContain(code.replace("-", ""));
  });

  it("has a secret that opens for no other person", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    await withApp(mine);
    const { uri, next } = await withApp(theirs);
    const { ciphertext, wrappedKey } = await systemDb().totpFactor.findUniqueOrThrow({
      where: { userId: theirs.userId },
    });
    await systemDb().totpFactor.update({ where: { userId: mine.userId }, data: { ciphertext, wrappedKey } });
    const { pending } = await pendingOf(mine.userId);
    expect(await codeOf(passSignIn(pending, { code: codeAt(uri, next()) }, next()))).toBe("internal");
  });
});

describe("an organisation that requires two-factor sign-in", () => {
  it("lets members in that have it, and keeps out those that do not, from their next request", async () => {
    const { org, ids, cookie } = await createWalkOrg();
    const read = async () =>
      codeIn(await callProcedure("organizations.get", "query", cookie, { orgSlug: ids.orgSlug }));
    expect(await read()).toBeNull();
    await appDb().$executeRaw`select 1`;
    const other = { userId: await createTestMember(org, "owner") };
    await withApp(other);
    const byOther = {
      ...org.as(),
      actor: { kind: "user", userId: other.userId, label: "B", role: "owner" } as const,
    };
    await requireTwoFactor(byOther, { isRequired: true });
    expect(await read()).toBe("permission_denied");
    await withApp(org);
    expect(await codeOf(Promise.resolve(await read()))).toBe("ok");
  });

  it("cannot be made so by somebody who has none, and is for owners and admins", async () => {
    const org = await createTestOrg();
    expect(await codeOf(requireTwoFactor(org.as(), { isRequired: true }))).toBe("conflict");
    expect(await rolesThatMay(org, (ctx) => requireTwoFactor(ctx, { isRequired: false }))).toEqual([
      "owner",
      "admin",
    ]);
  });

  it("does not let its members turn it off for themselves", async () => {
    const org = await createTestOrg();
    const { person, uri, next } = await withApp(org);
    await requireTwoFactor(org.as(), { isRequired: true });
    expect(await codeOf(turnOffTwoFactor(person, { code: codeAt(uri, next()) }, next()))).toBe("conflict");
    expect((await getTwoFactor(org.userId)).requiredBy).toEqual(["Test organisation"]);
  });
});
