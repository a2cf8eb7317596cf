import { type Asking, createAsking, openPreview } from "./asking";
import { bare, find, own, ownText } from "./page-access";
import type { Panel } from "./panel";

export interface Options {
  key: string;
  apiBase: string;
  locale: string;
  theme: string;
  position: string;
  nonce: string;
  /** Selector of the element to stand in; empty: over the page. */
  container: string;
}

export type Emit = (event: string, detail: object) => void;

const OPTION_NAMES = ["key", "apiBase", "locale", "theme", "position", "nonce", "container"] as const;

/** What a page may call: `floopy("session", { id, token })` and the like. Nothing it does throws into the page. */
export function createCommands(defaults: Options): (...call: unknown[]) => void {
  const options = bare({ ...defaults });
  const listeners: { event: string; run: (detail: object) => void }[] = [];
  let asking: Asking | null = null;
  let preview: Panel | null = null;
  let hasConsent = true;

  const emit: Emit = (event, detail) => {
    for (let i = 0; i < listeners.length; i++) {
      const listener = listeners[i];
      if (listener?.event !== event) continue;
      try {
        listener.run(detail);
      } catch {
        // A listener's failure is the page's own; the others still hear of it.
      }
    }
  };
  const ready = (): Asking | null => {
    if (options.key !== "" && hasConsent) asking ??= createAsking(options, emit);
    return asking;
  };

  const run = (name: unknown, first: unknown, second: unknown): unknown => {
    switch (name) {
      case "init":
        for (let i = 0; i < OPTION_NAMES.length; i++) {
          const option = OPTION_NAMES[i] ?? "key";
          options[option] = ownText(first, option) || options[option];
        }
        ready();
        return emit("ready", bare({}));
      case "identify":
        return ready()?.identify(ownText(first, "userId") || null);
      case "session":
        return ready()?.session(ownText(first, "id"), ownText(first, "token") || null);
      case "activity":
        return ready()?.activity(own(first, "busy") === true);
      case "consider":
        return ready()?.consider();
      case "show":
        return ready()?.show();
      case "hide":
        return asking?.hide();
      case "event":
        return typeof first === "string" ? ready()?.event(first, second) : undefined;
      case "preview":
        preview?.close();
        preview = openPreview(options, own(first, "config"), find(ownText(first, "container")));
        return;
      case "consent":
        hasConsent = first === true;
        if (!hasConsent) {
          asking?.stop();
          asking = null;
        } else ready();
        return;
      case "reset":
        asking?.hide();
        asking?.identify(null);
        return asking?.session("", null);
      case "on":
        if (typeof first !== "string" || typeof second !== "function") return;
        listeners[listeners.length] = { event: first, run: (detail) => void second(detail) };
        return;
    }
  };
  return (name, first, second) => {
    try {
      // A rejected promise would be reported to the page as its own.
      void Promise.resolve(run(name, first, second)).catch(() => {});
    } catch {
      emit("error", bare({ reason: "internal" }));
    }
  };
}
