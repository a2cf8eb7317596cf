import { describe, expect, it } from "vitest";
import { linkParts } from "./link-parts";

const links = (text: string) => linkParts(text).flatMap((part) => part.href ?? []);

describe("links in a mail of the local outbox", () => {
  it("finds an address with its query and leaves the full stop after it outside", () => {
    expect(links("Open http://127.0.0.1:3000/api/auth/callback/email?token=a%20b&email=x. Bye")).toEqual([
      "http://127.0.0.1:3000/api/auth/callback/email?token=a%20b&email=x",
    ]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "mailto:a@b.c", "//evil.example"])(
    "never links %s",
    (text) => {
      expect(links(text)).toEqual([]);
    },
  );

  it("loses no character", () => {
    const text = "a https://x.y/z, b\nhttp://q\n";
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});
