import { LRUCache } from "lru-cache";
import type { RecentSessions } from "@/server/modules/feedback";

const KEYS_MAX = 50_000;
const REQUESTS_MAX = 20_000;

/** Which session each key was last used in, and that of the latest requests: feedback may come before they are stored. */
export class LatestSessions implements RecentSessions {
  readonly #ofKeys = new LRUCache<string, { sessionId: string; atMs: number }>({ max: KEYS_MAX });
  readonly #ofRequests = new LRUCache<string, string>({ max: REQUESTS_MAX });

  note(call: { apiKeyId: string; projectId: string; requestId: string; sessionId: string }): void {
    const { apiKeyId, projectId, requestId, sessionId } = call;
    this.#ofKeys.set(apiKeyId, { sessionId, atMs: Date.now() });
    this.#ofRequests.set(`${projectId}\n${requestId}`, sessionId);
  }

  ofKey(apiKeyId: string): { sessionId: string; atMs: number } | null {
    return this.#ofKeys.get(apiKeyId) ?? null;
  }

  ofRequest(projectId: string, requestId: string): string | null {
    return this.#ofRequests.get(`${projectId}\n${requestId}`) ?? null;
  }
}
