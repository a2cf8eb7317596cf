import { describe, expect, it } from "vitest";
import { codeOf } from "@/server/testing/verb-checks";
import { parseFilter, parsePath } from "./scim-path";

const plain = (attribute: string, sub: string | null = null) => ({ attribute, filter: null, sub });

describe("a path", () => {
  it.each([
    ["userName", plain("username")],
    ["name.givenName", plain("name", "givenname")],
    ["urn:ietf:params:scim:schemas:core:2.0:User:name.familyName", plain("name", "familyname")],
    ['members[value eq "a"]', { ...plain("members"), filter: [{ path: plain("value"), value: "a" }] }],
    [
      'emails[type eq "work" and primary eq true].value',
      {
        attribute: "emails",
        filter: [
          { path: plain("type"), value: "work" },
          { path: plain("primary"), value: true },
        ],
        sub: "value",
      },
    ],
  ])("%s is taken apart", (text, parsed) => {
    expect(parsePath(text)).toEqual(parsed);
  });

  it("of another schema is called like nothing of ours", () => {
    const { attribute } = parsePath("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:userName");
    expect(attribute).not.toBe("username");
  });
});

describe("a filter", () => {
  it("knows strings with quotes in them, and compares names without their case", () => {
    expect(parseFilter('USERNAME EQ "a \\"b\\" c" AND active eq True')).toEqual([
      { path: plain("username"), value: 'a "b" c' },
      { path: plain("active"), value: true },
    ]);
  });

  it("however it is made is read or refused, in no time that grows faster than itself", async () => {
    const odd = [
      `a eq "${"\n".repeat(400)}`,
      `a${"[".repeat(400)}`,
      `${"a".repeat(490)} eq`,
      "a eq 1 and ".repeat(40),
    ];
    for (const text of odd)
      expect(await codeOf(Promise.resolve().then(() => parseFilter(text)))).toBe("invalid_request");
  });
});
