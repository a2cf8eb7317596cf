import { REMOTE_DETECTOR_KINDS, type RemoteDetectorKind } from "@/server/contracts/remote-detector";

const KINDS: Readonly<Record<RemoteDetectorKind, { name: string; text: string }>> = {
  openai_moderation: {
    name: "Moderation endpoint",
    text: "POST /moderations with your provider key: OpenAI, Mistral, or a server of yours that speaks it.",
  },
  guard_model: {
    name: "Guard model",
    text: "A chat model by one of your provider keys. Understood are “safe” and “unsafe” with codes (Llama Guard), labels such as BENIGN and JAILBREAK or a probability (Prompt Guard), and JSON with flagged, unsafe, violation, safe or is_safe, and categories. Anything else is no verdict.",
  },
  webhook: { name: "Your own server", text: "A signed POST to an https address of yours." },
};

export const REMOTE_KIND_TERMS = REMOTE_DETECTOR_KINDS.map((kind) => KINDS[kind]);

export const REMOTE_REQUEST = `{
  "type": "firewall.check",
  "timestamp": "2026-11-26T10:15:00.000Z",
  "data": {
    "request_id": "019abc…",
    "project_id": "prj_…",
    "stage": "input",
    "text": "What users, tools and documents say, with what your policy redacts replaced"
  }
}`;

export const REMOTE_ANSWER = `{
  "flagged": true,
  "categories": ["jailbreak"],
  "action": "block"
}`;

export const REMOTE_OUTCOME_TERMS: readonly { name: string; text: string }[] = [
  { name: "remote_timeout", text: "No verdict within the time limit." },
  { name: "remote_unreachable", text: "No connection, or one to an address that is not public." },
  { name: "remote_refused", text: "A status other than 200 to 299. Redirects are not followed." },
  { name: "remote_unreadable", text: "An answer that is no verdict, or has more than 64 KiB." },
  { name: "remote_too_long", text: "More than 256,000 characters of text." },
  { name: "remote_paused", text: "It failed again and again, so it is not asked for a while." },
  { name: "remote_not_connected", text: "The provider key was revoked." },
  { name: "remote_no_budget", text: "A budget has no room for what asking the guard model may cost." },
];
