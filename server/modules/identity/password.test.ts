import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./password";

describe("password hashes", () => {
  it("are PHC strings with a salt of their own, and fit their password only", async () => {
    const [one, two] = [await hashPassword("correct horse"), await hashPassword("correct horse")];
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword("correct horse", one)).toBe(true);
    expect(await verifyPassword("correct horsf", one)).toBe(false);
  });

  it("take any Unicode spelling of the same password", async () => {
    expect(await verifyPassword("cafe\u0301 au lait", await hashPassword("caf\u00e9 au lait"))).toBe(true);
  });

  it("never fit an account without a password, whatever is tried", async () => {
    expect(await verifyPassword("", null)).toBe(false);
    expect(await verifyPassword("correct horse", null)).toBe(false);
  });

  it("verify hashes made with other costs", async () => {
    // RFC 7914, section 12: scrypt of "password" with salt "NaCl", N = 1024, r = 8, p = 16.
    const hash = "/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA";
    expect(await verifyPassword("password", `$scrypt$ln=10,r=8,p=16$TmFDbA$${hash}`)).toBe(true);
  });
});
