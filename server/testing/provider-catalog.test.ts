import { describe, expect, it } from "vitest";
import { PROVIDER_CATALOG } from "@/server/contracts/provider-catalog";
import { PROVIDERS } from "@/server/contracts/provider-table";

interface Facts {
  id: string;
  name: string;
  needsKey: boolean;
  needsBaseUrl: boolean;
}

function factsOf(providers: readonly Facts[]): Facts[] {
  const facts = providers.map(({ id, name, needsKey, needsBaseUrl }) => ({
    id,
    name,
    needsKey,
    needsBaseUrl,
  }));
  return facts.sort((left, right) => left.id.localeCompare(right.id));
}

describe("the public list of providers", () => {
  it("says of each provider what the gateway's table says, and leaves out only the sandbox", () => {
    const called = Object.values(PROVIDERS).filter((provider) => !provider.isSandbox);
    expect(factsOf(PROVIDER_CATALOG)).toEqual(factsOf(called));
  });
});
