import { type JsonObject, parseObject } from "../json-value";
import { eventData, eventEnd, SseSplitter } from "../stream/sse-events";
import type { GatewayStream, StreamSink } from "../types";
import type { Assembler } from "./replay/answer-form";

/** The same stream; while it passes, its events are put together. `onEnd` gets null when there were too many bytes. */
export function assembledStream(
  stream: GatewayStream,
  assembler: Assembler,
  { bytesMax, onEnd }: { bytesMax: number; onEnd: (assembler: Assembler | null) => void },
): GatewayStream {
  return {
    pipe: async (sink) => {
      const listener = new EventListener(assembler, bytesMax);
      const both: StreamSink = {
        write: (chunk) => {
          listener.hear(chunk);
          return sink.write(chunk);
        },
        drained: () => sink.drained(),
      };
      await stream.pipe(both);
      onEnd(listener.hasAll ? assembler : null);
    },
  };
}

class EventListener {
  readonly #assembler: Assembler;
  readonly #splitter = new SseSplitter();
  #bytesLeft: number;

  constructor(assembler: Assembler, bytesMax: number) {
    this.#assembler = assembler;
    this.#bytesLeft = bytesMax;
  }

  get hasAll(): boolean {
    return this.#bytesLeft >= 0;
  }

  hear(chunk: Buffer): void {
    this.#bytesLeft -= chunk.length;
    const events = this.hasAll ? this.#splitter.push(chunk) : null;
    if (events === null) return;
    for (let at = 0; at < events.length; ) {
      const end = eventEnd(events, at);
      const event = jsonOf(events.toString("utf8", at, end));
      if (event !== null) this.#assembler.add(event);
      at = end;
    }
  }
}

function jsonOf(event: string): JsonObject | null {
  const data = eventData(event);
  return data === null ? null : parseObject(data);
}
