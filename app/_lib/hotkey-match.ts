const SEQUENCE_MS = 1_000;

export interface PendingKey {
  key: string;
  atMs: number;
}

export interface KeyPress {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  timeStamp: number;
}

export interface HotkeyMatch {
  hotkey: string | null;
  /** The first key of a sequence that waits for its second. */
  pending: PendingKey | null;
}

/** Which of the hotkeys a key press completes or begins. */
export function matchHotkey(
  press: KeyPress,
  hotkeys: readonly string[],
  pending: PendingKey | null,
): HotkeyMatch {
  if (press.altKey) return { hotkey: null, pending: null };
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.metaKey || press.ctrlKey) {
    const chord = `mod+${key}`;
    return { hotkey: hotkeys.includes(chord) ? chord : null, pending: null };
  }
  if (pending !== null && press.timeStamp - pending.atMs <= SEQUENCE_MS) {
    const sequence = `${pending.key} ${key}`;
    if (hotkeys.includes(sequence)) return { hotkey: sequence, pending: null };
  }
  if (hotkeys.some((hotkey) => hotkey.startsWith(`${key} `))) {
    return { hotkey: null, pending: { key, atMs: press.timeStamp } };
  }
  return { hotkey: hotkeys.includes(key) ? key : null, pending: null };
}
