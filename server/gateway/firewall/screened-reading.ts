import type { FirewallFinding, OutputCategory } from "@/server/contracts/firewall";
import { errorFields, log } from "@/server/core/logger";
import {
  allowedInOutput,
  answerPath,
  findInOutput,
  isActive,
  isRead,
  type OutputHit,
  replaceInOutput,
  type ScreenOptions,
  SIGNED_NAME,
  StreamRestorer,
  StreamScreen,
} from "@/server/firewall";
import { type JsonObject, parseObject } from "../json-value";
import { eventData, eventEnd } from "../stream/sse-events";
import type { EventVerdict } from "../stream/stream-reading";
import type { WireReading } from "../wires/wire";
import type { OutputScreening } from "./output-screening";
import { findingOf, restoreJson } from "./screen-answer";
import type { Delta, StreamFormat } from "./stream-channels";

/** An event on its way out; sent when nothing more can come to its texts. */
interface Queued {
  /** Lines before the data. */
  head: string;
  data: JsonObject | null;
  /** The event as it came, where it has no data to change. */
  raw: string;
  /** Texts that it still waits for. */
  waits: number;
}

/** One text of the answer: what of it may go out, and the event that carries what comes next. */
interface Channel {
  screen: StreamScreen | null;
  restorer: StreamRestorer | null;
  delta: Delta;
  queued: Queued;
  /** What the event carries so far. */
  text: string;
}

/** Own rules, of what is found and of what passes, may name longer phrases than any number. */
const HOLD_FOR_RULES = 256;

/**
 * Reads a stream as the reading within does, and changes its texts on the way: words are held back until it is clear
 * that they are no part of what must not go out. Events keep their number and order; the text moves between them.
 */
export class ScreenedReading implements WireReading {
  readonly #inner: WireReading;
  readonly #screening: OutputScreening;
  readonly #format: StreamFormat;
  readonly #options: ScreenOptions;
  readonly #open = new Map<string, Channel>();
  readonly #ended: Channel[] = [];
  #queue: Queued[] = [];
  #stoppedBy: OutputCategory | null = null;

  constructor(inner: WireReading, screening: OutputScreening, format: StreamFormat) {
    const { policy, placeholders } = screening;
    this.#inner = inner;
    this.#screening = screening;
    this.#format = format;
    this.#options = {
      find: (text) => findInOutput(text, policy, isActive),
      stops: ({ category }) => policy.modes[category] === "block",
      placeholders,
      ...(policy.allow === null ? {} : { whole: (text: string) => allowedInOutput(text, policy) }),
      ...(isActive(policy.modes.rules) || policy.allow !== null ? { hold: HOLD_FOR_RULES } : {}),
    };
  }

  get hasContent(): boolean {
    return this.#inner.hasContent;
  }
  get hasFinished(): boolean {
    return this.#inner.hasFinished;
  }
  get finishReason(): string | null {
    return this.#inner.finishReason;
  }
  get responseModel(): string | null {
    return this.#inner.responseModel;
  }
  get serviceTier(): string | null {
    return this.#inner.serviceTier ?? null;
  }
  get usage(): JsonObject | null {
    return this.#inner.usage;
  }
  get promptUsage(): JsonObject | null {
    return this.#inner.promptUsage;
  }
  get contentEvents(): number {
    return this.#inner.contentEvents;
  }
  get answerId(): string | null {
    return this.#inner.answerId ?? null;
  }
  get nextSequence(): number | undefined {
    return this.#inner.nextSequence;
  }
  get transcript(): WireReading["transcript"] {
    return this.#inner.transcript;
  }
  get closing(): Buffer {
    return this.#inner.closing;
  }

  /** Why the answer was ended. */
  get stoppedBy(): OutputCategory | null {
    return this.#stoppedBy;
  }

  /** What was replaced or stopped so far. */
  get findings(): FirewallFinding[] {
    const { modes } = this.#screening.policy;
    return [...this.#ended, ...this.#open.values()].flatMap(({ screen, delta }) =>
      (screen?.hits ?? []).map((hit) => findingOf(hit, answerPath(delta.path), modes[hit.category])),
    );
  }

  read(event: Buffer): EventVerdict {
    const verdict = this.#inner.read(event);
    if (verdict.kind !== "forward" && verdict.kind !== "replace") return verdict;
    const text = verdict.kind === "replace" ? verdict.event : event.toString();
    return this.#verdictAfter(() => {
      for (const each of eventsIn(text)) this.#take(each);
    });
  }

  /** What waited for an end that never came by itself. */
  rest(): EventVerdict {
    return this.#verdictAfter(() => {
      for (const key of [...this.#open.keys()]) this.#end(key);
    });
  }

  /** Should the firewall itself fail, nothing more passes unread. */
  #verdictAfter(work: () => void): EventVerdict {
    try {
      work();
    } catch (thrown) {
      log.error("the firewall failed on an answer", {
        requestId: this.#screening.requestId,
        ...errorFields(thrown),
      });
      return { kind: "blocked", category: "error" };
    }
    if (this.#stoppedBy !== null) return { kind: "blocked", category: this.#stoppedBy };
    const ready = this.#drain();
    return ready === "" ? { kind: "drop" } : { kind: "replace", event: ready };
  }

  #take(event: string): void {
    const data = eventData(event);
    const parsed = data === null ? null : parseObject(data);
    const at = event.search(/^data:/m);
    const queued: Queued = { head: event.slice(0, Math.max(0, at)), data: parsed, raw: event, waits: 0 };
    if (parsed !== null) {
      const deltas = this.#format.deltasOf(parsed);
      for (const delta of deltas) this.#push(delta, queued);
      const ends = this.#format.endsOf(parsed);
      for (const key of [...this.#open.keys()]) if (ends.some((end) => key.startsWith(end))) this.#end(key);
      // Formats that say at the end of a text what it was, say what went out.
      if (deltas.length === 0) queued.data = this.#whole(parsed);
    }
    this.#queue.push(queued);
  }

  #push(delta: Delta, queued: Queued): void {
    for (const [key, { delta: other }] of this.#open)
      if (key !== delta.key && other.group === delta.group) this.#end(key);
    const channel = this.#open.get(delta.key);
    queued.waits += 1;
    if (channel === undefined) {
      const opened = this.#channel(delta, queued);
      opened.text = this.#through(opened, delta.text);
      this.#open.set(delta.key, opened);
      return;
    }
    this.#send(channel);
    channel.delta = delta;
    channel.queued = queued;
    channel.text = this.#through(channel, delta.text);
  }

  #channel(delta: Delta, queued: Queued): Channel {
    const { acts, restore } = this.#screening;
    const putBack =
      restore === null ? null : delta.isJson ? (text: string) => restoreJson(text, restore) : restore;
    return {
      screen: acts ? new StreamScreen(this.#options) : null,
      restorer: putBack === null ? null : new StreamRestorer(putBack),
      delta,
      queued,
      text: "",
    };
  }

  #through({ screen, restorer }: Channel, piece: string): string {
    const screened = screen === null ? piece : screen.push(piece);
    this.#stoppedBy ??= screen?.stoppedBy?.category ?? null;
    return restorer === null ? screened : restorer.push(screened);
  }

  #end(key: string): void {
    const channel = this.#open.get(key);
    if (channel === undefined) return;
    const { screen, restorer } = channel;
    const rest = screen?.end() ?? "";
    this.#stoppedBy ??= screen?.stoppedBy?.category ?? null;
    channel.text += restorer === null ? rest : restorer.push(rest) + restorer.end();
    this.#send(channel);
    this.#open.delete(key);
    this.#ended.push(channel);
  }

  #send({ delta, queued, text }: Channel): void {
    delta.set(text);
    queued.waits -= 1;
  }

  /** Every text of an event that carries whole ones. */
  #whole(event: JsonObject): JsonObject {
    const { acts, restore } = this.#screening;
    const find = (text: string): readonly OutputHit[] => this.#options.find(text);
    const { placeholders } = this.#screening;
    const text = JSON.stringify(event, (name, value: unknown) => {
      if (typeof value !== "string" || name === SIGNED_NAME || !isRead({ name, isName: false, text: value }))
        return value;
      const stop = acts ? find(value).find((hit) => this.#options.stops(hit)) : undefined;
      this.#stoppedBy ??= stop?.category ?? null;
      const screened = acts ? replaceInOutput(value, { find, placeholders }) : value;
      return restore === null ? screened : restore(screened);
    });
    return parseObject(text) ?? event;
  }

  #drain(): string {
    let ready = "";
    let count = 0;
    for (const { waits, data, head, raw } of this.#queue) {
      if (waits > 0) break;
      ready += data === null ? raw : `${head}data: ${JSON.stringify(data)}\n\n`;
      count += 1;
    }
    this.#queue = this.#queue.slice(count);
    return ready;
  }
}

function eventsIn(text: string): string[] {
  const bytes = Buffer.from(text);
  const events: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = eventEnd(bytes, at);
    events.push(bytes.toString("utf8", at, end));
    at = end;
  }
  return events;
}
