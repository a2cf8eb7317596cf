import { afterAll, describe, expect, it } from "vitest";
import type { SignUpInput } from "@/server/contracts/identity";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { mailsTo } from "@/server/testing/local-mails";
import { auditTrail, codeOf } from "@/server/testing/verb-checks";
import { signUp } from "./sign-up";
import { THROTTLES, throttle } from "./throttle";

afterAll(disconnectDb);

const ORIGIN = "https://app.test.invalid";

const visit = (address: string | null = null) => ({ requestId: uuidv7(), address, now: new Date() });

function person(facts: Partial<SignUpInput> = {}): SignUpInput {
  const email = `${uuidv7()}@test.invalid`;
  return {
    name: "Ada",
    email,
    password: "correct horse battery",
    organizationName: `Org ${email}`,
    ...facts,
  };
}

/** Address in the console of the organisation that somebody signed up with. */
async function slugOf({ email }: SignUpInput): Promise<string> {
  const { memberships } = await systemDb().user.findUniqueOrThrow({
    where: { email },
    select: { memberships: { select: { organization: { select: { slug: true } } } } },
  });
  return memberships[0]?.organization.slug ?? "";
}

async function slugOfNew(facts: Partial<SignUpInput>): Promise<string> {
  const input = person(facts);
  await signUp(visit(), input, ORIGIN);
  return slugOf(input);
}

describe("signing up", () => {
  it("makes a person who owns an organisation with a plan, a project and a route over the sandbox", async () => {
    const input = person();
    await signUp(visit(), input, ORIGIN);
    const org = await systemDb().organization.findUniqueOrThrow({
      where: { slug: await slugOf(input) },
      select: {
        orgId: true,
        isDemo: true,
        memberships: { select: { role: true, user: { select: { email: true } } } },
        projects: { select: { slug: true, storageMode: true } },
        subscription: { select: { planId: true } },
      },
    });
    expect(org).toMatchObject({
      isDemo: false,
      memberships: [{ role: "owner", user: { email: input.email } }],
      projects: [{ slug: "default", storageMode: "redacted" }],
      subscription: { planId: "free" },
    });
    const candidates = await systemDb().routeCandidate.findMany({ where: { orgId: org.orgId } });
    expect(candidates.map((candidate) => candidate.provider)).toEqual(["sandbox", "sandbox", "sandbox"]);
    expect(await auditTrail(org)).toEqual([{ action: "organization.created", targetId: org.orgId }]);
  });

  it("answers with nothing secret and stores no password", async () => {
    const input = person();
    expect(await signUp(visit(), input, ORIGIN)).toEqual({ isMailSent: true });
    const user = await systemDb().user.findUniqueOrThrow({ where: { email: input.email } });
    expect(JSON.stringify(user)).not.toContain(input.password);
  });

  it("answers alike for an e-mail that has an account, leaves nothing behind, and tells its owner, not without end", async () => {
    const input = person();
    const first = await signUp(visit(), input, ORIGIN);
    const { name, passwordHash } = await systemDb().user.findUniqueOrThrow({ where: { email: input.email } });
    const mails = async () =>
      (await mailsTo(input.email)).filter(({ subject }) => subject.startsWith("You have an account already"));
    const again = person({ email: input.email.toUpperCase(), name: "Eve" });
    for (let round = 0; round < 5; round++) expect(await signUp(visit(), again, ORIGIN)).toEqual(first);
    expect(await systemDb().organization.count({ where: { name: again.organizationName } })).toBe(0);
    const after = await systemDb().user.findUniqueOrThrow({ where: { email: input.email } });
    expect(after).toMatchObject({ name, passwordHash });
    await expect.poll(mails, { timeout: 30_000 }).toHaveLength(3);
    expect((await mails())[0]?.text).toContain(`${ORIGIN}/sign-in`);
  });

  it("works for several people who choose the same name at the same moment", async () => {
    const organizationName = `Acme ${uuidv7()}`;
    const all = await Promise.all([1, 2, 3].map(() => slugOfNew({ organizationName })));
    expect(new Set(all).size).toBe(3);
  });

  it("gives every organisation an address of its own, and none that belongs to the product", async () => {
    const name = `Acme ${uuidv7()}`;
    const first = await slugOfNew({ organizationName: name });
    const second = await slugOfNew({ organizationName: name });
    expect(second.startsWith(first)).toBe(true);
    expect(second).not.toBe(first);
    expect(await slugOfNew({ organizationName: "Pricing" })).toMatch(/^pricing-[a-z0-9]{6}$/);
    expect(await slugOfNew({ organizationName: "—" })).toMatch(/^org-[a-z0-9]{6}$/);
  });

  it("asks for a password of ten characters that are not all alike, and for real names", async () => {
    const refused = [
      person({ password: "short 123" }),
      person({ password: "aaaaaaaaaaaaaaaa" }),
      person({ email: "nobody" }),
      person({ name: " " }),
      person({ organizationName: "" }),
    ];
    for (const input of refused) expect(await codeOf(signUp(visit(), input, ORIGIN))).toBe("invalid_request");
  });

  it("is limited per address, and only there", async () => {
    const address = uuidv7();
    for (let round = 0; round < THROTTLES.signUpByAddress.limit; round++) {
      await throttle(new Date(), [THROTTLES.signUpByAddress, address]);
    }
    expect(await codeOf(signUp(visit(address), person(), ORIGIN))).toBe("rate_limited");
    expect(await codeOf(signUp(visit(uuidv7()), person(), ORIGIN))).toBe("ok");
  });
});
