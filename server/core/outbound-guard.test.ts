import type { LookupAddress } from "node:dns";
import { describe, expect, it, vi } from "vitest";
import { assertPublicUrl, checkUrlShape, createGuardedLookup, isPublicAddress } from "./outbound-guard";

const PUBLIC: LookupAddress = { address: "93.184.215.14", family: 4 };
const strict = { allowPrivate: false, resolve: async () => [PUBLIC] };

const REFUSED = [
  // Not a URL we call
  "",
  "not a url",
  "http://example.com",
  "ftp://example.com",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "//example.com",
  "gopher://example.com",
  "data:text/plain,hi",
  "https://",
  "https:///path",
  // Credentials and ports
  "https://user@example.com",
  "https://user:pass@example.com",
  "https://:pass@example.com",
  "https://example.com:22",
  "https://example.com:80",
  "https://example.com:6379",
  "https://example.com:0",
  "https://example.com:65535",
  // IPv4 in every spelling
  "https://127.0.0.1",
  "https://127.0.0.1.",
  "https://127.1",
  "https://127.0.1",
  "https://2130706433",
  "https://0x7f000001",
  "https://0x7f.0.0.1",
  "https://0177.0.0.1",
  "https://017700000001",
  "https://0",
  "https://0.0.0.0",
  "https://127.255.255.254",
  "https://１２７.0.0.1",
  "https://127。0。0。1",
  "https://①②⑦.0.0.1",
  "https://%31%32%37.0.0.1",
  "https://10.0.0.1",
  "https://10.255.255.255",
  "https://172.16.0.1",
  "https://172.31.255.255",
  "https://192.168.1.1",
  "https://169.254.169.254",
  "https://169.254.169.254.",
  "https://2852039166",
  "https://0xa9fea9fe",
  "https://0251.0376.0251.0376",
  "https://100.64.0.1",
  "https://100.100.100.200",
  "https://192.0.0.1",
  "https://192.0.2.1",
  "https://198.18.0.1",
  "https://198.51.100.1",
  "https://203.0.113.1",
  "https://224.0.0.1",
  "https://239.255.255.255",
  "https://240.0.0.1",
  "https://255.255.255.255",
  "https://192.88.99.1",
  "https://168.63.129.16",
  // IPv6, mapped and translated IPv4
  "https://[::1]",
  "https://[::]",
  "https://[0:0:0:0:0:0:0:1]",
  "https://[::ffff:127.0.0.1]",
  "https://[::ffff:169.254.169.254]",
  "https://[::ffff:a9fe:a9fe]",
  "https://[::127.0.0.1]",
  "https://[::ffff:0:127.0.0.1]",
  "https://[64:ff9b::7f00:1]",
  "https://[64:ff9b::a9fe:a9fe]",
  "https://[64:ff9b:1::1]",
  "https://[2002:7f00:1::]",
  "https://[2002:a9fe:a9fe::]",
  "https://[2001::1]",
  "https://[2001:db8::1]",
  "https://[fc00::1]",
  "https://[fd00:ec2::254]",
  "https://[fe80::1]",
  "https://[fec0::1]",
  "https://[ff02::1]",
  "https://[100::1]",
  "https://[3fff::1]",
  // Names that are never public
  "https://localhost",
  "https://localhost.",
  "https://LOCALHOST",
  "https://a.localhost",
  "https://metadata.google.internal",
  "https://db.internal",
  "https://printer.local",
  "https://router",
  "https://router.lan",
  "https://xn--localhost-.localhost",
  "https://ｌocalhost",
  "https://nas.home.arpa",
];

describe("the outbound guard", () => {
  it.each(REFUSED)("refuses %j", async (url) => {
    await expect(assertPublicUrl(url, strict)).rejects.toMatchObject({
      code: "invalid_field",
      param: "baseUrl",
      userMessage: expect.stringContaining("This address cannot be used: "),
    });
  });

  it.each([
    "https://example.com",
    "https://example.com:8443/v1",
    "https://1.1.1.1",
    "https://[2606:4700::1111]/v1",
    "https://bücher.example.com",
  ])("lets %j pass", async (url) => {
    await expect(assertPublicUrl(url, strict)).resolves.toBeInstanceOf(URL);
  });

  it("refuses a name if any one of its addresses is private, and a name without addresses", async () => {
    const mixed = async () => [PUBLIC, { address: "10.0.0.8", family: 4 }];
    await expect(
      assertPublicUrl("https://mixed.example.com", { allowPrivate: false, resolve: mixed }),
    ).rejects.toThrow();
    const none = async () => [];
    await expect(
      assertPublicUrl("https://none.example.com", { allowPrivate: false, resolve: none }),
    ).rejects.toThrow("none.example.com cannot be found");
    const broken = () => Promise.reject(new Error("ENOTFOUND"));
    await expect(
      assertPublicUrl("https://gone.example.com", { allowPrivate: false, resolve: broken }),
    ).rejects.toThrow("cannot be found");
  });

  it("does not wait for a name server that never answers", async () => {
    vi.useFakeTimers();
    const silent = () => new Promise<never>(() => {});
    const checked = assertPublicUrl("https://slow.example.com", { allowPrivate: false, resolve: silent });
    const refusal = expect(checked).rejects.toThrow("cannot be found");
    await vi.advanceTimersByTimeAsync(3_000);
    await refusal;
    vi.useRealTimers();
  });

  it("lets http, any port and private addresses pass where the installation says so, but no credentials", () => {
    const loose = { allowPrivate: true };
    expect(checkUrlShape("http://127.0.0.1:11434/v1", loose).port).toBe("11434");
    expect(checkUrlShape("http://localhost:8000", loose).hostname).toBe("localhost");
    expect(() => checkUrlShape("http://user:pass@127.0.0.1", loose)).toThrow("password");
    expect(() => checkUrlShape("ftp://127.0.0.1", loose)).toThrow("https");
  });

  it("calls only what is routed on the public internet a public address", () => {
    expect(["8.8.8.8", "2606:4700::1111"].every(isPublicAddress)).toBe(true);
    expect(["", "x", "10.0.0.1", "::ffff:8.8.8.8", "fe80::1%eth0", "::1"].some(isPublicAddress)).toBe(false);
  });
});

describe("the guarded lookup", () => {
  const look = (resolve: () => Promise<readonly LookupAddress[]>, all: boolean): Promise<unknown> =>
    new Promise((done) => {
      createGuardedLookup({ allowPrivate: false, resolve })("rebind.example.com", { all }, (err, found) =>
        done(err?.code ?? found),
      );
    });

  it("hands over exactly the addresses that it checked", async () => {
    expect(await look(async () => [PUBLIC], false)).toBe(PUBLIC.address);
    expect(await look(async () => [PUBLIC], true)).toEqual([PUBLIC]);
  });

  it("asks once, so that a name which turns private after the check is refused when it is used again", async () => {
    const answers = [[PUBLIC], [{ address: "127.0.0.1", family: 4 }]];
    const rebinding = async () => answers.shift() ?? [];
    expect(await look(rebinding, false)).toBe(PUBLIC.address);
    expect(await look(rebinding, false)).toBe("EADDRNOTPUBLIC");
    expect(answers).toHaveLength(0);
  });
});
