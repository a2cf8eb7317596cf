import type { PoolClient } from "pg";
import type { FreshGroup } from "./fresh-rows";

/**
 * Puts `price.missing` into the outbox for each model whose price nobody knows, once per organisation, provider, model and
 * day: the message's id is made of them, so that a second one finds the first in its place.
 */
export async function reportMissingPrices(client: PoolClient, fresh: readonly FreshGroup[]): Promise<void> {
  const missing = new Map<string, FreshGroup>();
  for (const group of fresh) {
    if (group.unpriced_count === 0 || group.model === "") continue;
    missing.set([group.org_id, group.provider, group.model, group.day].join("\u0001"), group);
  }
  if (missing.size === 0) return;
  const groups = [...missing.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, group]) => group);
  await client.query(INSERT, [
    groups.map((group) => group.org_id),
    groups.map((group) => group.provider),
    groups.map((group) => group.model),
    groups.map((group) => group.day),
  ]);
}

const INSERT = `
  INSERT INTO outbox_messages (id, org_id, topic, payload)
  SELECT 'out_' || md5(concat_ws(E'\\x01', 'price.missing', org_id, provider, model, day)), org_id, 'price.missing',
    jsonb_build_object('provider', provider, 'model', model, 'day', day)
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS missing(org_id, provider, model, day)
  ON CONFLICT (id) DO NOTHING`;
