import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type EnvelopeBinding, type MasterKeys, openEnvelope, sealEnvelope } from "./envelope";

const old = { id: "old", key: randomBytes(32) };
const current = { id: "new", key: randomBytes(32) };
const masters = (...known: { id: string; key: Buffer }[]): MasterKeys => ({
  current: known[0] ?? current,
  byId: (id) => known.find((master) => master.id === id)?.key,
});
const binding: EnvelopeBinding = { orgId: "org_a", rowId: "pkey_1", purpose: "provider-key", version: 1 };

describe("envelope encryption", () => {
  it("gives back what was sealed, and seals the same text differently each time", () => {
    const [first, second] = [1, 2].map(() => sealEnvelope(masters(current), binding, "sk-secret"));
    expect(first && openEnvelope(masters(current), binding, first)).toBe("sk-secret");
    expect(first?.ciphertext.equals(second?.ciphertext ?? Buffer.alloc(0))).toBe(false);
  });

  it.each([
    ["another organisation", { orgId: "org_b" }],
    ["another row", { rowId: "pkey_2" }],
    ["another purpose", { purpose: "webhook" }],
    ["another version", { version: 2 }],
  ])("does not open for %s", (_name, change) => {
    const sealed = sealEnvelope(masters(current), binding, "sk-secret");
    expect(() => openEnvelope(masters(current), { ...binding, ...change }, sealed)).toThrow();
  });

  it("does not open once a byte was changed", () => {
    const sealed = sealEnvelope(masters(current), binding, "sk-secret");
    const last = sealed.ciphertext.length - 1;
    sealed.ciphertext.writeUInt8(sealed.ciphertext.readUInt8(last) ^ 1, last);
    expect(() => openEnvelope(masters(current), binding, sealed)).toThrow();
  });

  it("still opens what an earlier master key sealed, and names the key when it is gone", () => {
    const sealed = sealEnvelope(masters(old), binding, "sk-secret");
    expect(openEnvelope(masters(current, old), binding, sealed)).toBe("sk-secret");
    expect(() => openEnvelope(masters(current), binding, sealed)).toThrow("master key old is not configured");
  });
});
