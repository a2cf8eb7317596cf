import { afterAll, describe, expect, it } from "vitest";
import { appDb, disconnectDb } from "@/server/db/client";
import { createTestOrg } from "@/server/testing/factories";
import { codeOf } from "@/server/testing/verb-checks";
import { getMe } from "./get-me";
import { listLoginSessions } from "./list-login-sessions";
import { endAllLogins, getLiveLogin, LOGIN_DAYS_MAX, startLogin } from "./login-sessions";
import { markForRenewal, renewLogin } from "./renew-login";
import { revokeLoginSession } from "./revoke-login-session";

afterAll(disconnectDb);

const now = new Date();
const later = (ms: number) => new Date(now.getTime() + ms);
const DAY_MS = 86_400_000;

describe("login sessions", () => {
  it("end after thirty days", async () => {
    const { userId } = await createTestOrg();
    const id = await startLogin(userId, "Browser", now);
    expect(await getLiveLogin(id, now)).toMatchObject({ userId, loginSessionId: id });
    expect(await getLiveLogin(id, later(LOGIN_DAYS_MAX * DAY_MS + 1))).toBeNull();
  });

  it("show where a person is signed in, marking this browser", async () => {
    const { userId } = await createTestOrg();
    const here = await startLogin(userId, "Here", now);
    const gone = await startLogin(userId, "Gone", now);
    await revokeLoginSession(userId, { loginSessionId: gone }, now);
    const { items } = await listLoginSessions({ userId, loginSessionId: here }, now);
    expect(items).toMatchObject([{ id: here, userAgent: "Here", isCurrent: true }]);
  });

  it("cannot be ended by somebody else", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    const id = await startLogin(theirs.userId, null, now);
    expect(await codeOf(revokeLoginSession(mine.userId, { loginSessionId: id }, now))).toBe("not_found");
    expect(await endAllLogins(mine.userId, now)).toBe(0);
    expect(await getLiveLogin(id, now)).not.toBeNull();
  });

  it("end at once, also where another process ends them", async () => {
    const { userId } = await createTestOrg();
    const id = await startLogin(userId, null, now);
    expect(await getLiveLogin(id, now)).not.toBeNull();
    await appDb().loginSession.update({ where: { id }, data: { revokedAt: now } });
    expect(await getLiveLogin(id, now)).toBeNull();
  });

  it("get another id once, which keeps when the person signed in; the former one ends soon, or with it", async () => {
    const { userId } = await createTestOrg();
    const former = await startLogin(userId, "Here", now);
    const live = await getLiveLogin(former, now);
    if (live === null) throw new Error("not live");
    expect(await renewLogin(live, now)).toBeNull();
    await markForRenewal(appDb(), [userId]);
    expect(await getLiveLogin(former, now)).toMatchObject({ mustRenew: true });
    const made = await Promise.all([renewLogin(live, now), renewLogin(live, now)]);
    const id = made.find((each) => each !== null) ?? "";
    expect(made.filter((each) => each !== null)).toHaveLength(1);
    const { startedAt, expiresAt } = live;
    expect(await getLiveLogin(id, now)).toMatchObject({ userId, startedAt, expiresAt, mustRenew: false });
    const { items } = await listLoginSessions({ userId, loginSessionId: id }, now);
    expect(items).toMatchObject([{ id, userAgent: "Here", isCurrent: true }]);
    expect(await getLiveLogin(former, later(29_000))).not.toBeNull();
    expect(await getLiveLogin(former, later(31_000))).toBeNull();
    await revokeLoginSession(userId, { loginSessionId: id }, now);
    expect(await getLiveLogin(former, now)).toBeNull();
  });

  it("note when they were last used, at most every five minutes", async () => {
    const { userId } = await createTestOrg();
    const id = await startLogin(userId, null, now);
    const seenAt = async () => (await appDb().loginSession.findUniqueOrThrow({ where: { id } })).lastSeenAt;
    const first = await seenAt();
    await getLiveLogin(id, later(60_000));
    expect(await seenAt()).toEqual(first);
  });
});

describe("who am I", () => {
  it("names a person's own organisations only", async () => {
    const [mine] = [await createTestOrg(), await createTestOrg()];
    const me = await getMe({ userId: mine.userId, email: "a@test.invalid", name: "A" });
    expect(me.organizations).toMatchObject([{ role: "owner", name: "Test organisation", isDemo: false }]);
  });
});
