import { describe, expect, it } from "vitest";
import { Placeholders } from "../placeholders";
import { StreamRestorer } from "./stream-restorer";

describe("StreamRestorer", () => {
  const placeholders = new Placeholders();
  placeholders.for("EMAIL", "jane@example.org");
  placeholders.for("SECRET", "s3cr3t");
  const text = "Write to [EMAIL_1] (see [1], [EMAIL_2] and [SECRET_1]), then [stop] or [";
  const whole = "Write to jane@example.org (see [1], [EMAIL_2] and s3cr3t), then [stop] or [";

  it("puts values back wherever the text was cut, and leaves what it does not know", () => {
    for (let size = 1; size <= text.length; size++) {
      const stream = new StreamRestorer((part) => placeholders.restore(part));
      let sent = "";
      for (let at = 0; at < text.length; at += size) sent += stream.push(text.slice(at, at + size));
      expect(sent + stream.end()).toBe(whole);
    }
  });

  it("does not take over what is replaced later", () => {
    const later = new Placeholders(placeholders);
    expect(later.for("EMAIL", "jane@example.org")).toBe("[EMAIL_1]");
    expect(later.for("EMAIL", "john@example.org")).toBe("[EMAIL_2]");
    expect(placeholders.restore("[EMAIL_2]")).toBe("[EMAIL_2]");
  });
});
