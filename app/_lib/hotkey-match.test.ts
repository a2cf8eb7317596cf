import { describe, expect, it } from "vitest";
import { type KeyPress, matchHotkey } from "./hotkey-match";

const HOTKEYS = ["j", "?", "g r", "mod+k"];
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  timeStamp: 0,
  ...more,
});

describe("matchHotkey", () => {
  it("matches a single key, upper or lower case", () => {
    expect(matchHotkey(press("j"), HOTKEYS, null).hotkey).toBe("j");
    expect(matchHotkey(press("J"), HOTKEYS, null).hotkey).toBe("j");
    expect(matchHotkey(press("?"), HOTKEYS, null).hotkey).toBe("?");
  });

  it("takes ⌘ and Ctrl for the same chord, and lets other chords through", () => {
    expect(matchHotkey(press("k", { metaKey: true }), HOTKEYS, null).hotkey).toBe("mod+k");
    expect(matchHotkey(press("k", { ctrlKey: true }), HOTKEYS, null).hotkey).toBe("mod+k");
    expect(matchHotkey(press("j", { ctrlKey: true }), HOTKEYS, null).hotkey).toBeNull();
    expect(matchHotkey(press("j", { altKey: true }), HOTKEYS, null).hotkey).toBeNull();
  });

  it("waits for the second key of a sequence, for a second", () => {
    const first = matchHotkey(press("g"), HOTKEYS, null);
    expect(first).toEqual({ hotkey: null, pending: { key: "g", atMs: 0 } });
    expect(matchHotkey(press("r", { timeStamp: 900 }), HOTKEYS, first.pending).hotkey).toBe("g r");
    expect(matchHotkey(press("r", { timeStamp: 1_100 }), HOTKEYS, first.pending).hotkey).toBeNull();
  });

  it("gives a key after a broken sequence its own meaning", () => {
    const first = matchHotkey(press("g"), HOTKEYS, null);
    expect(matchHotkey(press("j", { timeStamp: 10 }), HOTKEYS, first.pending)).toEqual({
      hotkey: "j",
      pending: null,
    });
  });
});
