import { WEBHOOK_EVENTS } from "@/server/contracts/webhooks";

export const WEBHOOK_TERMS = WEBHOOK_EVENTS.map(({ type, label }) => ({ name: type, text: `${label}.` }));

export const WEBHOOK_BODY = `{
  "type": "nps.detractor",
  "timestamp": "2026-11-26T10:15:00.000Z",
  "data": {
    "id": "nps_4fT…",
    "project_id": "prj_…",
    "survey": "default",
    "session_id": "ticket-8812",
    "score": 3,
    "proof": "session",
    "comment": "It did not understand my question.",
    "model": "openai/gpt-5.4-mini",
    "sandbox": false
  }
}`;

export const WEBHOOK_RECEIVER = `import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.FLOOPY_WEBHOOK_SECRET);

createServer(async (req, res) => {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  try {
    const event = webhook.verify(body, req.headers);
    console.log(event.type, event.data);
    res.writeHead(204).end();
  } catch {
    res.writeHead(400).end();
  }
}).listen(8080);`;
