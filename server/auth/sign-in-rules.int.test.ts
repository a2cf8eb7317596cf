import { afterAll, describe, expect, it } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { appDb, disconnectDb } from "@/server/db/client";
import { createTestOrg } from "@/server/testing/factories";
import { providerRefusal } from "./sign-in-rules";

afterAll(disconnectDb);

const google = () => ({ provider: "google", providerAccountId: uuidv7() });
const claims = (isVerified: boolean) => ({ sub: "1", email_verified: isVerified });
const verified = claims(true);

describe("signing in with a provider", () => {
  it("needs an e-mail that the provider has verified", async () => {
    const email = `${uuidv7()}@test.invalid`;
    expect(await providerRefusal(google(), email, verified)).toBeNull();
    expect(await providerRefusal(google(), email, claims(false))).toBe("UnverifiedEmail");
    expect(await providerRefusal(google(), email, undefined)).toBe("UnverifiedEmail");
    expect(await providerRefusal({ ...google(), provider: "github" }, undefined, {})).toBe("UnverifiedEmail");
  });

  it("joins an existing account only when its e-mail is verified here too", async () => {
    const { userId } = await createTestOrg();
    const email = `${userId}@test.invalid`.toLowerCase();
    await appDb().user.update({ where: { id: userId }, data: { email } });
    expect(await providerRefusal(google(), email, verified)).toBe("OAuthAccountNotLinked");
    await appDb().user.update({ where: { id: userId }, data: { emailVerifiedAt: new Date() } });
    expect(await providerRefusal(google(), email, verified)).toBeNull();
  });

  it("keeps working for an identity that was linked before", async () => {
    const { userId } = await createTestOrg();
    const account = google();
    await appDb().account.create({ data: { ...account, userId } });
    expect(await providerRefusal(account, undefined, undefined)).toBeNull();
  });
});
