import { keep, kept } from "./kept";
import { bare, keysOf, own, ownText, parsed } from "./page-access";

export interface Answer {
  session_id: string;
  token: string | null;
  user: string | null;
  score: number;
  comment: string | null;
  locale: string;
  show_id: string | null;
  shown_at: string;
}

type Post = (path: string, body: string) => Promise<Response>;

export interface Outbox {
  /** Sends the answer; keeps it until the server has it. One of the same session takes its place. */
  add(answer: Answer): void;
  /** The page is going away: hands over what has not arrived. */
  leave(): void;
  resend(): void;
  clear(): void;
}

const RETRY_MS = { first: 5_000, max: 300_000 };
/** The server waits as long for a session it does not know. */
const AGE_MS_MAX = 86_400_000;

/** Answers on their way, by session. Offline ones go out when the network is back or the next page opens. */
export function createOutbox(key: string, path: string, post: Post): Outbox {
  const name = `floopy.nps.${key}.out`;
  let retryMs = RETRY_MS.first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;

  const read = (): Record<string, string> => {
    const found = parsed(kept(name));
    const waiting: Record<string, string> = bare({});
    const ids = typeof found === "object" && found !== null ? keysOf(found) : [];
    for (let i = 0; i < ids.length; i++) waiting[ids[i] ?? ""] = ownText(found, ids[i] ?? "");
    return waiting;
  };
  const change = (id: string, from: string | null, to: string | null): void => {
    const waiting = read();
    if (from !== null && waiting[id] !== from) return;
    if (to === null) delete waiting[id];
    else waiting[id] = to;
    keep(name, keysOf(waiting).length === 0 ? null : JSON.stringify(waiting));
  };

  /** Whether the answer need not be sent again. */
  const deliver = async (id: string, body: string): Promise<boolean> => {
    const response = await post(path, body);
    if (response.ok) {
      change(id, body, null);
      return true;
    }
    if (response.status === 408 || response.status === 429 || response.status > 499) return false;
    // A token that ran out while the answer waited: unsigned, it still counts a little.
    const unsigned = response.status === 403 ? withoutToken(body) : null;
    change(id, body, unsigned);
    return unsigned === null || deliver(id, unsigned);
  };

  const flush = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    let isDone = true;
    try {
      const waiting = read();
      const ids = keysOf(waiting);
      for (let i = 0; i < ids.length; i++) {
        const id = ids[i] ?? "";
        const body = waiting[id] ?? "";
        if (isOld(body)) change(id, body, null);
        else if (!(await deliver(id, body))) isDone = false;
      }
    } catch {
      // No network: what is kept goes out later.
      isDone = false;
    }
    sending = false;
    retryMs = isDone ? RETRY_MS.first : Math.min(retryMs * 2, RETRY_MS.max);
    if (keysOf(read()).length > 0) timer = setTimeout(flush, isDone ? 0 : retryMs);
  };

  return {
    add: (answer) => {
      change(answer.session_id, null, JSON.stringify(bare(answer)));
      void flush();
    },
    leave: () => {
      const waiting = read();
      const ids = keysOf(waiting);
      for (let i = 0; i < ids.length; i++) navigator.sendBeacon(path, waiting[ids[i] ?? ""]);
    },
    resend: () => void flush(),
    clear: () => keep(name, null),
  };
}

function withoutToken(body: string): string | null {
  const answer = parsed(body);
  if (typeof own(answer, "token") !== "string") return null;
  return JSON.stringify(bare({ ...Object(answer), token: null }));
}

function isOld(body: string): boolean {
  const shown = Date.parse(ownText(parsed(body), "shown_at"));
  return !(Date.now() - shown < AGE_MS_MAX);
}
