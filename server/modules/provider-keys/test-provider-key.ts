import { type ProviderKeyTest, TestProviderKeyInput } from "@/server/contracts/provider-keys";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { Provider } from "@/server/contracts/provider-types";
import { authHeaders, upstreamUrl } from "@/server/contracts/provider-url";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { askModelList } from "@/server/integrations/provider-api/ask-model-list";
import { judgeModelList } from "./judge-model-list";
import { openProviderSecret } from "./provider-secret";

type Verdict = Omit<ProviderKeyTest, "durationMs">;

/** Asks the provider for its list of models with the stored key. Changes nothing; says nothing that the provider wrote. */
export async function testProviderKey(ctx: Ctx, input: TestProviderKeyInput): Promise<ProviderKeyTest> {
  authorize(ctx, "provider:manage");
  const { providerKeyId } = parseInput(TestProviderKeyInput, input);
  const { provider, baseUrl, secret } = await readConnection(ctx, providerKeyId);
  const startedMs = performance.now();
  const verdict = await testConnection(provider, baseUrl, secret);
  return { ...verdict, durationMs: Math.round(performance.now() - startedMs) };
}

interface Connection {
  provider: Provider;
  baseUrl: string | null;
  secret: string | null;
}

async function readConnection(ctx: Ctx, providerKeyId: string): Promise<Connection> {
  const row = await withTenant(ctx, (tx) =>
    tx.providerKey.findFirst({
      where: { id: providerKeyId, orgId: ctx.orgId },
      select: {
        provider: true,
        baseUrl: true,
        version: true,
        ciphertext: true,
        wrappedKey: true,
        masterKeyId: true,
        revokedAt: true,
      },
    }),
  );
  const provider = row === null ? undefined : PROVIDERS[row.provider];
  if (row === null || provider === undefined) throw notFound("provider key");
  if (row.revokedAt !== null) throw new AppError("conflict", "This connection was revoked. Add a new one.");
  const { baseUrl, version, ciphertext, wrappedKey, masterKeyId } = row;
  const isStored = ciphertext !== null && wrappedKey !== null && masterKeyId !== null;
  const owner = { orgId: ctx.orgId, providerKeyId, version };
  const secret = isStored ? openProviderSecret(owner, { ciphertext, wrappedKey, masterKeyId }) : null;
  return { provider, baseUrl, secret };
}

async function testConnection(
  provider: Provider,
  baseUrl: string | null,
  secret: string | null,
): Promise<Verdict> {
  if (provider.needsKey && secret === null)
    return {
      outcome: "unauthorized",
      detail: "No key is stored for this connection. Enter it under Change.",
    };
  const url = upstreamUrl(provider, "models", baseUrl);
  if (url === null)
    return {
      outcome: "untestable",
      detail: `${provider.name} has no list of models to ask for. Send one request to see whether the key works.`,
    };
  const answer = await askModelList({ url, headers: authHeaders(provider, secret, "models") });
  const verdict = judgeModelList(provider.name, answer);
  if (verdict.outcome !== "ok") return verdict;
  if (secret === null) return { ...verdict, detail: "The provider answered; no key is stored or sent." };
  return (await answersAnyone(provider, url))
    ? { ...verdict, detail: "The provider lists its models to anyone, so this does not prove the key." }
    : verdict;
}

/** Where the list is public, an answer says nothing about the key. */
async function answersAnyone(provider: Provider, url: string): Promise<boolean> {
  const answer = await askModelList({ url, headers: authHeaders(provider, null, "models") });
  return judgeModelList(provider.name, answer).outcome === "ok";
}
