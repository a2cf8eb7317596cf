import { handleScimRequest } from "@/server/auth/scim-handler";
import type { RecordedRequest } from "@/server/modules/scim/fixtures/directory-requests";

const BASE = "http://127.0.0.1:4300/scim/v2";

export interface ScimReply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever JSON came.
  body: any;
  headers: Headers;
}

/** A directory that asks with one token, and remembers the ids it is told. */
export class DirectoryClient {
  readonly ids = new Map<string, string>();

  constructor(
    private readonly token: string | null,
    private readonly address = "127.0.0.1",
  ) {}

  async send(method: string, path: string, body?: unknown): Promise<ScimReply> {
    const headers = new Headers({ host: "127.0.0.1:4300", "content-type": "application/scim+json" });
    headers.set("x-floopy-client-address", this.address);
    if (this.token !== null) headers.set("authorization", `Bearer ${this.token}`);
    const text = body === undefined ? {} : { body: this.withIds(JSON.stringify(body)) };
    const request = new Request(BASE + this.withIds(path), { method, headers, ...text });
    const response = await handleScimRequest(request);
    const answer = await response.text();
    const parsed = answer === "" ? null : JSON.parse(answer);
    if (method === "POST" && response.status === 201)
      this.ids.set(path.startsWith("/Users") ? "user" : "group", parsed.id);
    return { status: response.status, body: parsed, headers: response.headers };
  }

  /** Sends what was recorded, and says which answers were not as they have to be. */
  async play(requests: readonly RecordedRequest[]): Promise<string[]> {
    const wrong: string[] = [];
    for (const { method, path, body, status } of requests) {
      const reply = await this.send(method, path, body);
      if (reply.status !== status)
        wrong.push(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    }
    return wrong;
  }

  private withIds(text: string): string {
    return text.replace(/%7B(user|group)%7D|\{(user|group)\}/g, (_all, encoded, plain) => {
      return this.ids.get(encoded ?? plain) ?? "nobody";
    });
  }
}
