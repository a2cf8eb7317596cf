import { createCommands } from "./commands";
import { bare, own, ownScript } from "./page-access";

type Floopy = ((...call: unknown[]) => void) & { q?: unknown };

declare global {
  interface Window {
    /** The one name the widget takes; before it has loaded, a function that keeps the calls in `q`. */
    floopy?: Floopy;
  }
}

function load(): void {
  const stub = window.floopy;
  const waiting = typeof stub === "function" ? stub.q : undefined;
  // Loaded twice: the first one goes on.
  if (typeof stub === "function" && waiting === null) return;

  const script = ownScript();
  const said = (name: string): string => script?.getAttribute(`data-${name}`) ?? "";
  const source = script?.getAttribute("src") ?? "";
  const floopy: Floopy = createCommands({
    key: "",
    apiBase: said("api") || new URL(source, document.baseURI).origin,
    locale: said("locale"),
    theme: said("theme"),
    position: said("position"),
    nonce: script?.nonce ?? "",
    container: said("container"),
  });
  floopy.q = null;
  window.floopy = floopy;

  if (said("consent") === "required") floopy("consent", false);
  if (said("key") !== "") floopy("init", bare({ key: said("key") }));
  if (said("user") !== "") floopy("identify", bare({ userId: said("user") }));
  if (said("session") !== "") floopy("session", bare({ id: said("session"), token: said("token") }));
  const calls = typeof waiting === "object" && waiting !== null ? waiting : [];
  for (let i = 0; ; i++) {
    const call = own(calls, `${i}`);
    if (call === undefined) break;
    floopy(own(call, "0"), own(call, "1"), own(call, "2"));
  }
}

try {
  load();
} catch {
  // A page that cannot carry the widget goes on without it.
}
