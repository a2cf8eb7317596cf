import { type ProviderKeyTest, TestProviderKeyInput } from "@/server/contracts/provider-keys";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { Provider } from "@/server/contracts/provider-types";
import { type ConnectionAddress, upstreamUrl } from "@/server/contracts/provider-url";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { authorizeCall } from "@/server/core/provider-auth/authorize-call";
import { withTenant } from "@/server/db/tenant";
import { askModelList } from "@/server/integrations/provider-api/ask-model-list";
import { judgeModelList, judgeSignIn } from "./judge-model-list";
import { toSettings } from "./provider-keys.queries";
import { openProviderSecret } from "./provider-secret";

type Verdict = Omit<ProviderKeyTest, "durationMs">;

/** Asks the provider for its list of models with the stored key. Changes nothing; says nothing that the provider wrote. */
export async function testProviderKey(ctx: Ctx, input: TestProviderKeyInput): Promise<ProviderKeyTest> {
  authorize(ctx, "provider:manage");
  const { providerKeyId } = parseInput(TestProviderKeyInput, input);
  const connection = await readConnection(ctx, providerKeyId);
  const startedMs = performance.now();
  const verdict = await testConnection(connection);
  return { ...verdict, durationMs: Math.round(performance.now() - startedMs) };
}

interface Connection extends ConnectionAddress {
  provider: Provider;
  secret: string | null;
}

async function readConnection(ctx: Ctx, providerKeyId: string): Promise<Connection> {
  const row = await withTenant(ctx, (tx) =>
    tx.providerKey.findFirst({
      where: { id: providerKeyId, orgId: ctx.orgId },
      select: {
        provider: true,
        baseUrl: true,
        settings: true,
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
  return { provider, baseUrl, settings: toSettings(row.settings), secret };
}

async function testConnection(connection: Connection): Promise<Verdict> {
  const { provider, secret } = connection;
  if (provider.needsKey && secret === null)
    return {
      outcome: "unauthorized",
      detail: "No key is stored for this connection. Enter it under Change.",
    };
  if (provider.paths.models === null)
    return {
      outcome: "untestable",
      detail: `${provider.name} has no list of models to ask for. Send one request to see whether the key works.`,
    };
  const url = upstreamUrl(provider, { endpoint: "models", model: "", isStream: false }, connection);
  if (url === null)
    return { outcome: "unexpected", detail: "The address is not complete. Fill it in under Change." };
  const verdict = await ask(connection, url, secret);
  if (verdict.outcome !== "ok") return verdict;
  if (secret === null) return { ...verdict, detail: "The provider answered; no key is stored or sent." };
  const isPublic = (await ask(connection, url, null)).outcome === "ok";
  return isPublic
    ? { ...verdict, detail: "The provider lists its models to anyone, so this does not prove the key." }
    : verdict;
}

/** One question, with the key or without: where the list is public, an answer says nothing about the key. */
async function ask({ provider, settings }: Connection, url: string, secret: string | null): Promise<Verdict> {
  const call = { endpoint: "models", method: "GET", url, body: Buffer.alloc(0), settings } as const;
  try {
    const headers = await authorizeCall(provider, secret, call);
    const answer = await askModelList({ url, headers });
    return judgeModelList(provider, answer);
  } catch (thrown) {
    return judgeSignIn(provider, thrown);
  }
}
