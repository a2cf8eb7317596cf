import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withMembers } from "./with-members";

const changed = (text: string, members: Record<string, unknown>): string =>
  withMembers(Buffer.from(text), members).toString();

describe("withMembers", () => {
  it("leaves everything that it is not told of as the bytes that it was", () => {
    expect(changed('{ "a":1.50, "inputs" : {"x":[1]} , "b":1e3}', { inputs: undefined })).toBe(
      '{ "a":1.50,  "b":1e3}',
    );
    expect(changed('{"a":1.50}', { m: [1] })).toBe('{"m":[1],"a":1.50}');
    expect(changed("{ }", { m: 1 })).toBe('{"m":1 }');
    expect(changed('{"inputs":1}', { inputs: undefined, m: 1 })).toBe('{"m":1}');
  });

  it("leaves one of several members of the same name", () => {
    expect(changed('{"m":1,"\\u006d":2,"a":"m"}', { m: 3 })).toBe('{"m":3,"a":"m"}');
  });

  it("takes out a member whose name has quotes", () => {
    expect(changed('{"a\\"b\\\\":1,"c":2}', { 'a"b\\': undefined })).toBe('{"c":2}');
  });

  it("gives any object exactly the members that it is told", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(object, object, fc.string(), (before, members, gone) => {
        const plain = JSON.parse(JSON.stringify(before));
        const text = JSON.stringify(plain, null, 1);
        const told = { ...JSON.parse(JSON.stringify(members)), [gone]: undefined };
        const { [gone]: _gone, ...left } = { ...plain, ...told };
        expect(JSON.parse(changed(text, told))).toEqual(left);
      }),
    );
  });
});
