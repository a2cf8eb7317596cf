import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { errorFields } from "@/server/core/logger";
import { disconnectDb } from "@/server/db/client";

afterAll(disconnectDb);
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The modules as they are with this environment, which is read once. */
async function withEnv(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { sendMail } = await import("./send-mail");
  const { listLocalMails } = await import("@/server/modules/mails/list-local-mails");
  return { sendMail, listLocalMails };
}

const mail = () => ({ to: `${uuidv7()}@test.invalid`, subject: "Hello", text: "Text", html: "<p>Text</p>" });

describe("mail without a mail server", () => {
  it("is kept for the local outbox, newest first", async () => {
    const { sendMail, listLocalMails } = await withEnv({});
    const [first, second] = [mail(), mail()];
    await sendMail(first);
    await sendMail(second);
    const ours = (await listLocalMails(true)).items.filter(({ to }) => [first.to, second.to].includes(to));
    expect(ours.map(({ to }) => to)).toEqual([second.to, first.to]);
  });

  it("is not shown to a site whose name was rebound to this machine", async () => {
    const { listLocalMails } = await withEnv({});
    await expect(listLocalMails(false)).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    ["listens beyond its own machine", { HOST: "0.0.0.0" }],
    ["has a public address", { FLOOPY_PUBLIC_URL: "https://gateway.example.com" }],
  ])("is refused and not shown where the installation %s", async (_why, variables) => {
    const { sendMail, listLocalMails } = await withEnv(variables);
    await expect(sendMail(mail())).rejects.toMatchObject({ code: "dependency_unavailable" });
    await expect(listLocalMails(true)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("mail with a mail server", () => {
  it("goes there over SMTP and not into the outbox", async () => {
    const { received, SMTP_URL, close } = await startServer();
    const { sendMail, listLocalMails } = await withEnv({ SMTP_URL });
    const sent = mail();
    await sendMail(sent);
    close();
    expect(received.join("")).toContain(`To: ${sent.to}`);
    expect(received.join("")).toContain("Subject: Hello");
    await expect(listLocalMails(true)).rejects.toMatchObject({ code: "not_found" });
  });

  it("that refuses is named without the address that it quotes", async () => {
    const { SMTP_URL, close } = await startServer();
    const { sendMail } = await withEnv({ SMTP_URL });
    const sent = { ...mail(), to: `nobody-${uuidv7()}@test.invalid` };
    const error: unknown = await sendMail(sent).catch((thrown: unknown) => thrown);
    close();
    const { error: text, stack } = errorFields(error);
    expect(text).toBe("the mail server refused: EENVELOPE 550");
    expect(`${text} ${stack}`).not.toContain("nobody-");
  });
});

async function startServer() {
  const received: string[] = [];
  const server = createServer((socket) => converse(socket, received)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { received, SMTP_URL: `smtp://127.0.0.1:${port}?ignoreTLS=true`, close: () => server.close() };
}

/** As much of an SMTP server (RFC 5321) as takes one mail. */
function converse(socket: Socket, received: string[]): void {
  let isData = false;
  socket.write("220 test\r\n");
  socket.on("data", (chunk) => {
    const text = chunk.toString();
    received.push(text);
    if (isData && !text.endsWith("\r\n.\r\n")) return;
    isData = /^DATA/i.test(text);
    if (isData) socket.write("354 go on\r\n");
    else if (/^RCPT TO:<nobody-/i.test(text)) socket.write(`550 no such user: ${text.slice(8)}`);
    else if (/^QUIT/i.test(text)) socket.end("221 bye\r\n");
    else socket.write("250 ok\r\n");
  });
}
