import { type JsonObject, parseObject } from "../json-value";

interface ToolBlock {
  /** Null while its name is not known. */
  index: number | null;
  id: string | null;
  name: string;
  args: string;
  isOpen: boolean;
}

export interface ToolPiece {
  id: string | null;
  name: string | null;
  args: string | null;
}

/** Writes the events of a message whose pieces come in the order of a chat stream. */
export class MessagesWriter {
  readonly #onEvent: (event: JsonObject) => void;
  readonly #tools = new Map<number, ToolBlock>();
  #words: { index: number; kind: "text" | "thinking" } | null = null;
  #blocks = 0;
  #out = "";
  #hasStarted = false;

  constructor(onEvent: (event: JsonObject) => void) {
    this.#onEvent = onEvent;
  }

  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  get hasTools(): boolean {
    return this.#tools.size > 0;
  }

  /** The events since the last time; empty when there are none. */
  take(): string {
    const out = this.#out;
    this.#out = "";
    return out;
  }

  start(message: JsonObject): void {
    this.#hasStarted = true;
    this.#emit("message_start", { message });
  }

  say(kind: "text" | "thinking", words: string): void {
    if (this.#words?.kind !== kind) {
      this.#closeWords();
      this.#closeWholeTools();
      const block = kind === "text" ? { type: kind, text: "" } : { type: kind, thinking: "", signature: "" };
      this.#words = { index: this.#openBlock(block), kind };
    }
    this.#delta(this.#words.index, { type: `${kind}_delta`, [kind]: words });
  }

  call(at: number, piece: ToolPiece): void {
    const tool = this.#tools.get(at) ?? { index: null, id: null, name: "", args: "", isOpen: false };
    this.#tools.set(at, tool);
    tool.id ??= piece.id;
    tool.name += piece.name ?? "";
    tool.args += piece.args ?? "";
    if (tool.index === null) this.#openTool(at, tool);
    else if (piece.args !== null && tool.isOpen)
      this.#delta(tool.index, { type: "input_json_delta", partial_json: piece.args });
  }

  finish(delta: JsonObject, usage: JsonObject): void {
    this.#closeWords();
    for (const tool of this.#tools.values()) this.#closeTool(tool);
    this.#emit("message_delta", { delta, usage });
    this.#emit("message_stop", {});
  }

  #openTool(at: number, tool: ToolBlock): void {
    if (tool.name === "") return;
    this.#closeWords();
    this.#closeWholeTools();
    const id = tool.id ?? `toolu_${at}`;
    const index = this.#openBlock({ type: "tool_use", id, name: tool.name, input: {} });
    tool.index = index;
    tool.isOpen = true;
    if (tool.args !== "") this.#delta(index, { type: "input_json_delta", partial_json: tool.args });
  }

  /** One block ends before the next begins, but for calls that come in turns: those have to stay open together. */
  #closeWholeTools(): void {
    for (const tool of this.#tools.values()) if (parseObject(tool.args) !== null) this.#closeTool(tool);
  }

  #closeTool(tool: ToolBlock): void {
    if (tool.isOpen) this.#emit("content_block_stop", { index: tool.index });
    tool.isOpen = false;
  }

  #closeWords(): void {
    if (this.#words !== null) this.#emit("content_block_stop", { index: this.#words.index });
    this.#words = null;
  }

  #openBlock(block: JsonObject): number {
    const index = this.#blocks;
    this.#blocks += 1;
    this.#emit("content_block_start", { index, content_block: block });
    return index;
  }

  #delta(index: number, delta: JsonObject): void {
    this.#emit("content_block_delta", { index, delta });
  }

  #emit(type: string, members: JsonObject): void {
    const event = { type, ...members };
    this.#onEvent(event);
    this.#out += `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`;
  }
}
