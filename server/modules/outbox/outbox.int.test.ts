import { afterAll, describe, expect, it } from "vitest";
import { OUTBOX_TRIES_MAX } from "@/server/contracts/outbox";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { auditTrail, rolesThatMay } from "@/server/testing/verb-checks";
import { deliverMail } from "./deliver-mail";
import { type ClaimedMessage, deliverOutbox } from "./deliver-outbox";
import { forgetOldMessages } from "./forget-old-messages";
import { listOutbox } from "./list-outbox";
import { MAIL_TOPIC, queueMail } from "./queue-mail";
import { retryOutboxMessage } from "./retry-outbox-message";

afterAll(disconnectDb);

const DAY_MS = 86_400_000;

/** Messages of a topic that no other test delivers. */
async function queue(org: TestOrg, count = 1) {
  const topic = `test.${newId("out")}`;
  const ids = Array.from({ length: count }, () => newId("out"));
  await systemDb().outboxMessage.createMany({
    data: ids.map((id) => ({ id, orgId: org.orgId, topic, payload: { id } })),
  });
  return { topic, ids };
}

const handle = (topic: string, handler: (message: ClaimedMessage) => Promise<void>) =>
  new Map([[topic, handler]]);
const readRow = (id: string) => systemDb().outboxMessage.findUniqueOrThrow({ where: { id } });

describe("the outbox", () => {
  it("hands each message to one of several workers, and once only", async () => {
    const { topic, ids } = await queue(await createTestOrg(), 120);
    const seen: string[] = [];
    const handlers = handle(topic, async ({ id }) => void seen.push(id));
    const counts = await Promise.all([1, 2, 3].map(() => deliverOutbox(handlers, () => new Date())));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(120);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(await deliverOutbox(handlers, () => new Date())).toBe(0);
  });

  it("tries a message that failed later, with longer and longer waits, and then gives it up where it can be seen", async () => {
    const org = await createTestOrg();
    const { topic, ids } = await queue(org);
    const [id = ""] = ids;
    const handlers = handle(topic, async () => Promise.reject(new Error("no answer")));
    let now = new Date();
    let last = 0;
    for (let attempt = 1; attempt <= OUTBOX_TRIES_MAX; attempt++) {
      await deliverOutbox(handlers, () => now);
      const { attempts, availableAt, deadAt, lastError } = await readRow(id);
      expect([attempts, lastError, deadAt !== null]).toEqual([
        attempt,
        "no answer",
        attempt === OUTBOX_TRIES_MAX,
      ]);
      const waitMs = availableAt.getTime() - now.getTime();
      if (attempt < 8) expect(waitMs).toBeGreaterThan(last);
      last = waitMs;
      await deliverOutbox(handlers, () => now);
      expect((await readRow(id)).attempts).toBe(attempt);
      now = availableAt;
    }
    await deliverOutbox(handlers, () => new Date(now.getTime() + DAY_MS));
    expect((await readRow(id)).attempts).toBe(OUTBOX_TRIES_MAX);
    expect((await listOutbox(org.as())).items).toMatchObject([{ id, state: "dead", lastError: "no answer" }]);
  });

  it("lets go of a message whose worker died", async () => {
    const { topic, ids } = await queue(await createTestOrg());
    const now = new Date();
    const stuck = handle(topic, () => new Promise(() => {}));
    void deliverOutbox(stuck, () => now);
    const isClaimed = async () => (await readRow(ids[0] ?? "")).attempts === 1;
    while (!(await isClaimed()));
    const handlers = handle(topic, async () => {});
    expect(await deliverOutbox(handlers, () => now)).toBe(0);
    expect(await deliverOutbox(handlers, () => new Date(now.getTime() + 180_000))).toBe(1);
  });

  it("holds what it takes up late for as long as what it took first", async () => {
    const { topic } = await queue(await createTestOrg(), 51);
    let at = Date.now();
    const leases: number[] = [];
    const handlers = handle(topic, async ({ id }) => {
      leases.push((await readRow(id)).availableAt.getTime() - at);
      if (leases.length === 50) at += 600_000;
    });
    await deliverOutbox(handlers, () => new Date(at));
    expect(new Set(leases)).toEqual(new Set([120_000]));
  });

  it("keeps and shows what nothing handles", async () => {
    const org = await createTestOrg();
    const { ids } = await queue(org);
    await deliverOutbox(new Map(), () => new Date());
    expect((await listOutbox(org.as())).items).toMatchObject([
      { id: ids[0], state: "unhandled", attempts: 0 },
    ]);
  });

  it("tries anew what a manager asks for, and says so in the audit log", async () => {
    const org = await createTestOrg();
    const { topic, ids } = await queue(org);
    const [id = ""] = ids;
    await systemDb().outboxMessage.update({ where: { id }, data: { deadAt: new Date(), attempts: 12 } });
    expect(await rolesThatMay(org, (ctx) => retryOutboxMessage(ctx, { messageId: id }))).toEqual([
      "owner",
      "admin",
    ]);
    expect(
      await deliverOutbox(
        handle(topic, async () => {}),
        () => new Date(Date.now() + 1_000),
      ),
    ).toBe(1);
    await expect(retryOutboxMessage(org.as(), { messageId: id })).rejects.toMatchObject({
      code: "not_found",
    });
    const [first] = await auditTrail(org);
    expect(first).toEqual({ action: "outbox_message.retried", targetId: id });
  });

  it("forgets what was delivered days ago, and keeps what was not", async () => {
    const { topic, ids } = await queue(await createTestOrg(), 2);
    const old = new Date(Date.now() - 4 * DAY_MS);
    await systemDb().outboxMessage.updateMany({ where: { topic }, data: { createdAt: old } });
    await systemDb().outboxMessage.update({ where: { id: ids[0] ?? "" }, data: { deliveredAt: old } });
    await forgetOldMessages(new Date());
    expect(await systemDb().outboxMessage.findMany({ where: { topic }, select: { id: true } })).toEqual([
      { id: ids[1] },
    ]);
  });
});

describe("a queued mail", () => {
  const mailTo = (to: string) => ({
    to,
    subject: "Hello",
    heading: "Hello",
    paragraphs: ["Text"],
    action: { label: "Open", url: "https://app.test.invalid/secret-link" },
  });

  it("waits encrypted, opens in no other organisation, and arrives once however often it is tried", async () => {
    const org = await createTestOrg();
    const to = `${org.userId}@mail.test.invalid`;
    await withTenant(org, (tx) => queueMail(tx, org, mailTo(to)));
    const row = await systemDb().outboxMessage.findFirstOrThrow({ where: { orgId: org.orgId } });
    expect(row.topic).toBe(MAIL_TOPIC);
    expect(JSON.stringify(row)).not.toMatch(/secret-link|mail\.test\.invalid/);
    await expect(deliverMail({ ...row, orgId: newId("org") })).rejects.toThrow();
    await deliverMail(row);
    await deliverMail(row);
    const mails = await systemDb().localMail.findMany({ where: { to } });
    expect(mails.map(({ subject }) => subject)).toEqual(["Hello"]);
    expect(mails[0]?.text).toContain("https://app.test.invalid/secret-link");
  });

  it("that has a name is queued once in an organisation", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const mail = { ...mailTo("a@test.invalid"), name: "budget-80" };
    for (const scope of [org, org, other]) await withTenant(scope, (tx) => queueMail(tx, scope, mail));
    const counts = [org, other].map(({ orgId }) => systemDb().outboxMessage.count({ where: { orgId } }));
    expect(await Promise.all(counts)).toEqual([1, 1]);
  });
});
