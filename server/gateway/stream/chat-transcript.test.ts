import { expect, it } from "vitest";
import { ChatTranscript } from "./chat-transcript";

const chunk = (
  delta: Record<string, unknown>,
  finish: string | null = null,
  index = 0,
): Record<string, unknown> => ({
  choices: [{ index, delta, finish_reason: finish }],
});

it("puts words, thoughts and parallel tool calls of several choices together again", () => {
  const transcript = new ChatTranscript();
  const call = (index: number, id: string | undefined, name: string | undefined, args: string) => ({
    tool_calls: [{ index, id, function: { name, arguments: args } }],
  });
  transcript.add(chunk({ role: "assistant", content: "Hel" }));
  transcript.add(chunk({ content: "lo", reasoning_content: "hm" }));
  transcript.add(chunk(call(0, "a", "weather", '{"ci')));
  transcript.add(chunk(call(1, "b", "time", "{}")));
  transcript.add(chunk(call(0, undefined, undefined, 'ty":1}')));
  transcript.add(chunk({ content: "other" }, "stop", 1));
  transcript.add(chunk({}, "tool_calls"));
  expect(transcript.toCompletion("id", "m")).toEqual({
    id: "id",
    object: "chat.completion",
    model: "m",
    choices: [
      {
        index: 0,
        finish_reason: "tool_calls",
        message: {
          role: "assistant",
          content: "Hello",
          reasoning_content: "hm",
          tool_calls: [
            { id: "a", type: "function", function: { name: "weather", arguments: '{"city":1}' } },
            { id: "b", type: "function", function: { name: "time", arguments: "{}" } },
          ],
        },
      },
      { index: 1, finish_reason: "stop", message: { role: "assistant", content: "other" } },
    ],
  });
});

it("stops keeping text at its bound and says so", () => {
  const transcript = new ChatTranscript();
  for (let n = 0; n < 20; n++) transcript.add(chunk({ content: "x".repeat(100_000) }));
  expect(transcript.isTruncated).toBe(true);
  expect(transcript.text().length).toBeLessThan(700_000);
});
