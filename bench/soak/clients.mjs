/** Open loop: a request leaves when its time has come, whether or not the ones before have ended. */
import http from "node:http";
import { scenarioFor } from "./scenarios.mjs";

const LEAVE_AFTER_MS = 150;
const SLOW_PAUSE_MS = 300;
const TURNED_AWAY = new Set([401, 408, 503]);
const ANSWER_LIMIT_MS = 60_000;

export class Clients {
  #agent = new http.Agent({ keepAlive: true, maxSockets: 400, timeout: 70_000 });
  #baseUrl;
  #apiKey;
  #turn = 0;
  sent = 0;
  running = 0;
  /** Ids of the requests that were let in and whose answer began. */
  answered = [];
  /** Answers before anybody knew who asks: an overloaded machine or database. They have no record. */
  turnedAway = 0;
  /** Of those, ids of answers that came to their end. */
  complete = 0;
  outcomes = new Map();

  constructor(baseUrl, apiKey) {
    this.#baseUrl = baseUrl;
    this.#apiKey = apiKey;
  }

  async run(rate, untilMs) {
    const startedMs = performance.now();
    const first = this.sent;
    while (performance.now() < untilMs) {
      const due = first + ((performance.now() - startedMs) / 1_000) * rate;
      while (this.sent < due) this.#send();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits for what is under way; true when nothing is left. */
  async finish(limitMs = ANSWER_LIMIT_MS) {
    const until = performance.now() + limitMs;
    while (this.running > 0 && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    this.#agent.destroy();
    return this.running === 0;
  }

  #send() {
    const turn = this.#turn++;
    const scenario = scenarioFor(turn);
    const { method = "POST", path, body, raw, headers = {} } = scenario.make(turn);
    this.sent += 1;
    this.running += 1;
    const req = http.request(`${this.#baseUrl}${path}`, {
      method,
      agent: this.#agent,
      headers: { authorization: `Bearer ${this.#apiKey}`, "content-type": "application/json", ...headers },
    });
    let isOver = false;
    const end = (outcome) => {
      if (isOver) return;
      isOver = true;
      this.running -= 1;
      const name = `${scenario.name}: ${outcome}`;
      this.outcomes.set(name, (this.outcomes.get(name) ?? 0) + 1);
    };
    req.on("response", (res) => this.#receive(res, req, { scenario, end }));
    req.on("error", (error) => end(error.code ?? error.message));
    req.on("close", () => end("closed"));
    if (scenario.manner === "hurry") setTimeout(() => req.destroy(), LEAVE_AFTER_MS);
    req.end(raw ?? (body === undefined ? undefined : JSON.stringify(body)));
  }

  #receive(res, req, { scenario, end }) {
    if (TURNED_AWAY.has(res.statusCode)) this.turnedAway += 1;
    else this.answered.push(res.headers["x-request-id"]);
    if (scenario.manner === "leave") setTimeout(() => req.destroy(), LEAVE_AFTER_MS);
    if (scenario.manner === "slow")
      res.on("data", () => {
        res.pause();
        setTimeout(() => res.resume(), SLOW_PAUSE_MS);
      });
    else res.resume();
    let told = "";
    if (res.statusCode >= 400)
      res.on("data", (bytes) => {
        told = (told + bytes).slice(0, 2_000);
      });
    res.on("end", () => {
      this.complete += 1;
      const code = /"code":"([a-z_]+)"/.exec(told)?.[1];
      end(code === undefined ? String(res.statusCode) : `${res.statusCode} ${code}`);
    });
    res.on("error", () => end("cut"));
  }
}
