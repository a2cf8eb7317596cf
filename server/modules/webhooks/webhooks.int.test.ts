import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { textSealer } from "@/server/modules/content-keys";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { untilBlocking } from "@/server/testing/until-blocking";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { createWebhook } from "./create-webhook";
import { deleteWebhook } from "./delete-webhook";
import { callEndpoint, deliverWebhooks } from "./deliver-webhooks";
import { fanOut } from "./fan-out";
import { listDeliveries } from "./list-deliveries";
import { listWebhooks } from "./list-webhooks";
import { redeliver } from "./redeliver";
import { rotateWebhookSecret } from "./rotate-webhook-secret";
import { sendTestEvent } from "./send-test-event";
import { updateWebhook } from "./update-webhook";

vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "1");

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Call {
  headers: IncomingHttpHeaders;
  body: string;
}

let server: Server;
let origin: string;
const calls = new Map<string, Call[]>();
/** What a path answers, one after the other; 200 when nothing is left. */
const answers = new Map<string, number[]>();

beforeAll(async () => {
  server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const path = req.url ?? "";
      calls.set(path, [
        ...(calls.get(path) ?? []),
        { headers: req.headers, body: Buffer.concat(chunks).toString() },
      ]);
      res.writeHead(answers.get(path)?.shift() ?? 200, { location: `${origin}/elsewhere` }).end("thanks");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterAll(async () => {
  server.close();
  await disconnectDb();
});

async function endpointOf(org: TestOrg, statuses: number[] = []) {
  const path = `/${newId("whe")}`;
  answers.set(path, statuses);
  const { endpoint, secret } = await createWebhook(org.as(), {
    url: origin + path,
    eventTypes: ["nps.created"],
  });
  return { id: endpoint.id, secret, calls: () => calls.get(path) ?? [] };
}

async function tell(org: TestOrg, over: { topic?: string; payload?: unknown } = {}, now = new Date()) {
  const id = newId("out");
  const message = { id, orgId: org.orgId, topic: "nps.created", payload: { score: 9 }, attempts: 1 };
  await fanOut({ ...message, ...over, createdAt: now }, now);
  return { ...message, ...over, createdAt: now };
}

const deliverAt = (at: Date) => deliverWebhooks(() => at);
const verified = (secret: string, { headers, body }: Call) =>
  new Webhook(secret).verify(body, {
    "webhook-id": String(headers["webhook-id"]),
    "webhook-timestamp": String(headers["webhook-timestamp"]),
    "webhook-signature": String(headers["webhook-signature"]),
  });

async function logOf(org: TestOrg, endpointId: string) {
  return (await listDeliveries(org.as(), { endpointId })).items;
}

describe("an event", () => {
  it("says what an end user said, which is encrypted while it waits", async () => {
    const org = await createTestOrg("pro");
    const wants = await endpointOf(org);
    const id = newId("nps");
    const comment = (await textSealer(org.orgId)).text(id, "comment", "too slow");
    await tell(org, { payload: { id, score: 2, comment } });
    expect(
      JSON.stringify(await systemDb().webhookDelivery.findMany({ where: { orgId: org.orgId } })),
    ).not.toContain("too slow");
    await deliverAt(new Date());
    const [call] = wants.calls();
    expect(JSON.parse(call?.body ?? "").data).toEqual({ id, score: 2, comment: "too slow" });
  });

  it("reaches the endpoints that want it, signed as Standard Webhooks says, once for each", async () => {
    const org = await createTestOrg("pro");
    const [wants, other] = [await endpointOf(org), await endpointOf(org)];
    await updateWebhook(org.as(), { endpointId: other.id, eventTypes: ["price.missing"] });
    const message = await tell(org);
    await fanOut(message, new Date());
    await deliverAt(new Date());
    expect(other.calls()).toEqual([]);
    const [call, ...more] = wants.calls();
    if (call === undefined) throw new Error("not called");
    expect(more).toEqual([]);
    expect(call.headers["webhook-id"]).toBe(message.id);
    expect(verified(wants.secret, call)).toEqual({
      type: "nps.created",
      timestamp: message.createdAt.toISOString(),
      data: { score: 9 },
    });
    expect(() => verified(other.secret, call)).toThrow(/signature/i);
    expect(await logOf(org, wants.id)).toMatchObject([{ state: "delivered", attempts: 1, lastStatus: 200 }]);
  });

  it("is sent again until it is taken: the same id, a new time, and a log of every answer", async () => {
    const org = await createTestOrg("pro");
    const endpoint = await endpointOf(org, [500, 302]);
    const start = new Date(Date.now() - 2 * 60_000);
    const message = await tell(org, {}, start);
    await deliverAt(start);
    await deliverAt(new Date(start.getTime() + 1_000));
    expect(endpoint.calls()).toHaveLength(1);
    expect((await listWebhooks(org.as())).items).toMatchObject([{ status: "failing" }]);
    await deliverAt(new Date(start.getTime() + 10_000));
    await deliverAt(new Date(start.getTime() + 60_000));
    const sent = endpoint.calls();
    expect(sent.map(({ headers }) => headers["webhook-id"])).toEqual([message.id, message.id, message.id]);
    expect(new Set(sent.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(3);
    for (const call of sent) verified(endpoint.secret, call);
    const [delivery] = await logOf(org, endpoint.id);
    expect(delivery).toMatchObject({ state: "delivered", attempts: 3 });
    expect(delivery?.tries.map(({ status }) => status)).toEqual([500, 302, 200]);
    expect(calls.get("/elsewhere")).toBeUndefined();
    expect((await listWebhooks(org.as())).items).toMatchObject([{ status: "active", failingSince: null }]);
  });

  it("that is played back after five minutes is refused by the receiver’s library", async () => {
    const org = await createTestOrg("pro");
    const endpoint = await endpointOf(org);
    const old = new Date(Date.now() - 6 * 60_000);
    await tell(org, {}, old);
    await deliverAt(old);
    const [call] = endpoint.calls();
    expect(() => call && verified(endpoint.secret, call)).toThrow(/too old/);
  });

  it("is given up after a day, and can be sent again by hand", async () => {
    const org = await createTestOrg("pro");
    const endpoint = await endpointOf(
      org,
      Array.from({ length: 11 }, () => 503),
    );
    let now = new Date(Date.now() - 4 * DAY_MS);
    await tell(org, {}, now);
    const start = now;
    for (let tries = 0; tries < 20; tries++) {
      await deliverAt(now);
      const next = (await logOf(org, endpoint.id))[0]?.nextAttemptAt ?? null;
      if (next === null) break;
      now = next;
    }
    expect(endpoint.calls()).toHaveLength(11);
    // Each wait is up to a fifth shorter or longer.
    expect(now.getTime() - start.getTime()).toBeGreaterThan(0.78 * DAY_MS);
    expect(now.getTime() - start.getTime()).toBeLessThan(1.2 * DAY_MS);
    const [failed] = await logOf(org, endpoint.id);
    expect(failed).toMatchObject({ state: "failed", lastStatus: 503, lastError: "The answer was 503." });
    await redeliver(org.as(), { deliveryId: failed?.id ?? "" });
    await deliverAt(new Date(Date.now() + 1_000));
    expect(await logOf(org, endpoint.id)).toMatchObject([{ state: "delivered", eventId: failed?.eventId }]);
  });

  it("is not sent to anybody once the plan has no webhooks", async () => {
    const org = await createTestOrg("pro");
    const endpoint = await endpointOf(org);
    await systemDb().subscription.update({ where: { orgId: org.orgId }, data: { planId: "free" } });
    await tell(org);
    await deliverAt(new Date());
    expect(endpoint.calls()).toEqual([]);
  });

  it("of one organisation never reaches another’s endpoint", async () => {
    const [mine, theirs] = [await createTestOrg("pro"), await createTestOrg("pro")];
    const endpoint = await endpointOf(theirs);
    await tell(mine);
    await deliverAt(new Date());
    expect(endpoint.calls()).toEqual([]);
  });
});

describe("an endpoint that is deleted", () => {
  it("while its answer is noted makes neither of the two fail", async () => {
    const org = await createTestOrg("pro");
    const { id: endpointId } = await endpointOf(org, [500]);
    await tell(org);
    const [delivery] = await logOf(org, endpointId);
    const noted = await systemDb().$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from webhook_endpoints where id = ${endpointId} for update`;
      const noting = callEndpoint(delivery?.id ?? "", () => new Date());
      await untilBlocking(tx);
      await tx.webhookEndpoint.delete({ where: { id: endpointId }, select: { id: true } });
      return { noting };
    });
    expect(await noted.noting).toBe(false);
    expect((await listWebhooks(org.as())).items).toEqual([]);
  });
});

describe("a delivery that is asked for again while it is on its way", () => {
  it.each([500, 200])("goes out once more, although its answer was %i", async (status) => {
    const org = await createTestOrg("pro");
    const endpoint = await endpointOf(org, [status]);
    await tell(org);
    const [delivery] = await logOf(org, endpoint.id);
    const deliveryId = delivery?.id ?? "";
    const { noting } = await systemDb().$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from webhook_endpoints where id = ${endpoint.id} for update`;
      const waiting = callEndpoint(deliveryId, () => new Date());
      await untilBlocking(tx);
      await redeliver({ ...org.as(), now: () => new Date(Date.now() + 1_000) }, { deliveryId });
      return { noting: waiting };
    });
    expect(await noting).toBe(status === 200);
    const [asked] = await logOf(org, endpoint.id);
    expect(asked).toMatchObject({ lastStatus: status, attempts: 0 });
    await deliverAt(new Date(Date.now() + 2_000));
    expect(endpoint.calls()).toHaveLength(2);
    expect(await logOf(org, endpoint.id)).toMatchObject([{ state: "delivered" }]);
  });
});

describe("a delivery that cannot be sent", () => {
  it("holds up no other, and waits for its next turn", async () => {
    const org = await createTestOrg("pro");
    const [broken, sound] = [await endpointOf(org), await endpointOf(org)];
    const ciphertext = new Uint8Array([1]);
    await systemDb().webhookEndpoint.update({ where: { id: broken.id }, data: { ciphertext } });
    await tell(org);
    const now = new Date();
    await deliverAt(now);
    expect([broken.calls().length, sound.calls().length]).toEqual([0, 1]);
    const [delivery] = await logOf(org, broken.id);
    expect(delivery).toMatchObject({ state: "retrying", attempts: 1 });
    expect(delivery?.nextAttemptAt?.getTime()).toBeGreaterThan(now.getTime());
  });
});

describe("a secret", () => {
  it("is stored encrypted, shown once, and signs beside its successor for a day", async () => {
    const org = await createTestOrg("pro");
    const endpoint = await endpointOf(org);
    const row = await systemDb().webhookEndpoint.findUniqueOrThrow({ where: { id: endpoint.id } });
    expect(Buffer.from(row.ciphertext).includes(endpoint.secret)).toBe(false);
    expect(JSON.stringify(await listWebhooks(org.as()))).not.toContain(endpoint.secret);
    const rotated = await rotateWebhookSecret(org.as(), { endpointId: endpoint.id });
    await tell(org);
    await deliverAt(new Date());
    const [both] = endpoint.calls();
    if (both === undefined) throw new Error("not called");
    expect(String(both.headers["webhook-signature"]).split(" ")).toHaveLength(2);
    for (const secret of [endpoint.secret, rotated.secret]) verified(secret, both);
    await systemDb().webhookEndpoint.update({
      where: { id: endpoint.id },
      data: { previousUntil: new Date() },
    });
    await tell(org);
    await deliverAt(new Date());
    const after = endpoint.calls()[1];
    if (after === undefined) throw new Error("not called");
    verified(rotated.secret, after);
    expect(() => verified(endpoint.secret, after)).toThrow(/signature/i);
  });
});

describe("an endpoint that fails", () => {
  const fail = async (org: TestOrg, endpointId: string, days: number) => {
    const failingSince = new Date(Date.now() - days * DAY_MS);
    await systemDb().webhookEndpoint.update({ where: { id: endpointId }, data: { failingSince } });
    await tell(org);
    await deliverAt(new Date());
    return (await listWebhooks(org.as())).items[0]?.status;
  };

  it("is turned off after five days, with an audit entry and a mail to those who manage it, and can be turned on again", async () => {
    const org = await createTestOrg("pro");
    const endpoint = await endpointOf(org, [500, 500]);
    const viewer = await systemDb().user.create({
      data: { id: newId("usr"), email: `${newId("usr")}@test.invalid` },
    });
    await systemDb().membership.create({ data: { orgId: org.orgId, userId: viewer.id, role: "viewer" } });
    expect(await fail(org, endpoint.id, 4)).toBe("failing");
    expect(await fail(org, endpoint.id, 5)).toBe("given_up");
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual([
      "webhook.created",
      "webhook.disabled",
    ]);
    expect(await systemDb().outboxMessage.count({ where: { orgId: org.orgId, topic: "mail" } })).toBe(1);
    await tell(org);
    await deliverAt(new Date());
    expect(endpoint.calls()).toHaveLength(2);
    await updateWebhook(org.as(), { endpointId: endpoint.id, isEnabled: true });
    expect((await listWebhooks(org.as())).items).toMatchObject([{ status: "active", disabledAt: null }]);
  });

  it("is turned off at once when it says that it is gone", async () => {
    const org = await createTestOrg("pro");
    const endpoint = await endpointOf(org, [410]);
    expect(await fail(org, endpoint.id, 0)).toBe("given_up");
  });
});

describe("managing webhooks", () => {
  it("is for owners and admins of a plan that has them", async () => {
    const org = await createTestOrg("pro");
    const input = { url: `${origin}/x`, eventTypes: ["nps.created" as const] };
    expect(await rolesThatMay(org, (ctx) => createWebhook(ctx, input))).toEqual(["owner", "admin"]);
    const [first] = (await listWebhooks(org.as("viewer"))).items;
    const endpointId = first?.id ?? "";
    for (const call of [rotateWebhookSecret, sendTestEvent, deleteWebhook])
      expect(await rolesThatMay(org, (ctx) => call(ctx, { endpointId }))).toEqual(["owner", "admin"]);
    const free = await createTestOrg("free");
    await expect(createWebhook(free.as(), input)).rejects.toMatchObject({
      code: "plan_required",
      feature: "alert_channels",
    });
  });

  it("sends a test event, even to one that is turned off, and never repeats it", async () => {
    const org = await createTestOrg("pro");
    const endpoint = await endpointOf(org, [500]);
    await updateWebhook(org.as(), { endpointId: endpoint.id, isEnabled: false });
    await sendTestEvent(org.as(), { endpointId: endpoint.id });
    await deliverAt(new Date(Date.now() + 1_000));
    await deliverAt(new Date(Date.now() + DAY_MS));
    expect(endpoint.calls().map(({ body }) => JSON.parse(body).type)).toEqual(["webhook.test"]);
    expect((await listWebhooks(org.as())).items).toMatchObject([{ status: "off", failingSince: null }]);
  });

  it("refuses a delivery of another organisation", async () => {
    const [mine, theirs] = [await createTestOrg("pro"), await createTestOrg("pro")];
    const endpoint = await endpointOf(theirs);
    await tell(theirs);
    const [delivery] = await logOf(theirs, endpoint.id);
    expect(await codeOf(redeliver(mine.as(), { deliveryId: delivery?.id ?? "" }))).toBe("not_found");
    expect(await codeOf(listDeliveries(mine.as(), { endpointId: endpoint.id }))).toBe("not_found");
  });
});
