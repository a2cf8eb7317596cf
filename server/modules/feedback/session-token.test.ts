import { describe, expect, it } from "vitest";
import type { AppError } from "@/server/core/errors";
import { readSessionToken, signSessionToken } from "./session-token";

const SUBJECT = { orgId: "org_1", projectId: "prj_1", sessionId: "ses", endUserId: "ann" };
const MADE = new Date("2026-01-01T00:00:00Z");
const at = (seconds: number): Date => new Date(MADE.getTime() + seconds * 1_000);

function read(token: string, now: Date, over: Partial<typeof SUBJECT> = {}): unknown {
  try {
    return readSessionToken(token, { ...SUBJECT, ...over }, now);
  } catch (thrown) {
    return (thrown as AppError).message;
  }
}

describe("a session token", () => {
  it("proves its session and user until it expires, to the second", () => {
    const token = signSessionToken(SUBJECT, MADE, 60);
    expect(read(token, at(0))).toEqual({ endUserId: "ann" });
    expect(read(token, at(59.9))).toEqual({ endUserId: "ann" });
    expect(read(token, at(60))).toBe("session token expired");
  });

  it("lives for a day at most, however long was asked for", () => {
    const token = signSessionToken(SUBJECT, MADE, 10 * 86_400);
    expect(read(token, at(86_399))).toEqual({ endUserId: "ann" });
    expect(read(token, at(86_400))).toBe("session token expired");
  });

  it("may come from a clock that is a little ahead, not from tomorrow", () => {
    const token = signSessionToken(SUBJECT, MADE, 3_600);
    expect(read(token, at(-299))).toEqual({ endUserId: "ann" });
    expect(read(token, at(-301))).toBe("session token not yet valid");
  });

  it("is of one organisation, project and session", () => {
    const token = signSessionToken(SUBJECT, MADE, 60);
    expect(read(token, at(1), { orgId: "org_2" })).toBe("session token of another project");
    expect(read(token, at(1), { projectId: "prj_2" })).toBe("session token of another project");
    expect(read(token, at(1), { sessionId: "other" })).toBe("session token of another session");
  });

  it("is refused when any one character differs", () => {
    const token = signSessionToken(SUBJECT, MADE, 60);
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === "A" ? "B" : "A";
      const changed = `${token.slice(0, index)}${other}${token.slice(index + 1)}`;
      expect(read(changed, at(1))).toMatch(/forged|malformed/);
    }
  });
});
