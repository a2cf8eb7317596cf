import { describe, expect, it } from "vitest";
import { activeNavItem, NAV_ITEMS, navHref } from "./nav-items";

describe("the console's areas", () => {
  it("have a key of their own each", () => {
    expect(new Set(NAV_ITEMS.map((item) => item.key)).size).toBe(NAV_ITEMS.length);
  });

  it.each(NAV_ITEMS)("mark $label as active on its own address", (item) => {
    expect(activeNavItem("acme", navHref("acme", item))).toBe(item);
  });

  it("stay active below their address", () => {
    expect(activeNavItem("acme", "/acme/settings/members")?.id).toBe("settings");
    expect(activeNavItem("acme", "/acme/billing-simulator")?.id).toBe("settings");
  });

  it("do not match an address that only begins alike", () => {
    expect(activeNavItem("acme", "/acme/keysets")?.id).toBe("overview");
  });
});
