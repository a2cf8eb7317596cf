import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownObject, parseObject } from "../json-value";
import type { ModelBody } from "../stages/read-body";
import { findMembers, findSoleMember } from "./json-members";
import { upstreamBody } from "./upstream-body";

function bodyOf(text: string): ModelBody {
  const bytes = Buffer.from(text);
  const json = parseObject(text) ?? {};
  const [modelRange] = findSoleMember(bytes, "model");
  if (modelRange === undefined) throw new Error("no model");
  const wantsUsage = ownObject(json, "stream_options")?.include_usage === true;
  return { bytes, json, model: String(json.model), modelRange, isStream: true, wantsUsage };
}

const rewrite = (text: string, model: string, addUsage = false): string =>
  upstreamBody(bodyOf(text), { model, addUsage }).toString();

describe("upstreamBody", () => {
  it("is the very same bytes when nothing changes", () => {
    const body = bodyOf('{"model":"m","messages":[]}');
    expect(upstreamBody(body, { model: "m", addUsage: false })).toBe(body.bytes);
  });

  it("exchanges the model's name and nothing else, wherever it stands", () => {
    expect(rewrite('{"a":1.50, "model" : "x/y" ,"b":[1e3]}', "y")).toBe(
      '{"a":1.50, "model" : "y" ,"b":[1e3]}',
    );
    const nested = '{"messages":[{"content":"say \\"model\\"","model":"inner"}],"model":"x/y"}';
    expect(rewrite(nested, "y")).toBe(nested.replace("x/y", "y"));
    expect(rewrite('{"mod\\u0065l":"x/y"}', "y")).toBe('{"mod\\u0065l":"y"}');
  });

  it("calls the limit of a stored prompt by the name that the provider knows", () => {
    const body = bodyOf('{"model":"m","max_tokens" : 50,"n":1}');
    expect(upstreamBody(body, { model: "m", addUsage: false, renamesLimit: true }).toString()).toBe(
      '{"model":"m","max_completion_tokens":50,"n":1}',
    );
  });

  it("asks for usage with, without and despite stream_options", () => {
    const usageOf = (text: string): unknown => JSON.parse(text).stream_options;
    expect(usageOf(rewrite('{"model":"m"}', "m", true))).toEqual({ include_usage: true });
    expect(usageOf(rewrite('{"model":"m","stream_options":null}', "m", true))).toEqual({
      include_usage: true,
    });
    const kept = rewrite('{"stream_options":{"x":1,"include_usage":false},"model":"m"}', "m", true);
    expect(usageOf(kept)).toEqual({ x: 1, include_usage: true });
    const asked = '{"stream_options": {"include_usage": true},"model":"m"}';
    expect(rewrite(asked, "m", true)).toBe(asked);
  });

  it("changes no other member of any JSON object", () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(json, fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (rest, from, to) => {
        const { stream_options: _dropped, ...others } = JSON.parse(JSON.stringify(rest));
        const value = { ...others, model: from };
        const changed = JSON.parse(rewrite(JSON.stringify(value), to, true));
        expect(changed).toEqual({ ...value, model: to, stream_options: { include_usage: true } });
      }),
    );
  });
});

describe("findMembers", () => {
  it("finds each of several equal names", () => {
    const bytes = Buffer.from('{"model":"a","x":{"model":"no"},"mod\\u0065l":"b"}');
    expect(findMembers(bytes, "model").map(({ start, end }) => bytes.toString("utf8", start, end))).toEqual([
      '"a"',
      '"b"',
    ]);
    expect(findSoleMember(bytes, "model")).toHaveLength(2);
  });
});
