interface StorageModeRow {
  mode: "full" | "redacted" | "metadata" | "none";
  bodies: string;
  facts: string;
  pick: string;
}

export const STORAGE_MODES: readonly StorageModeRow[] = [
  {
    mode: "full",
    bodies: "Prompts and answers as they were",
    facts: "Model, tokens, cost, timings, session",
    pick: "You debug with real text and may keep it.",
  },
  {
    mode: "redacted",
    bodies: "Prompts and answers with personal data and secrets replaced first",
    facts: "The same",
    pick: "The default.",
  },
  {
    mode: "metadata",
    bodies: "Nothing",
    facts: "The same",
    pick: "Text may not be kept anywhere but at the provider.",
  },
  {
    mode: "none",
    bodies: "Nothing",
    facts: "Time, project, key, model, status, tokens, cost and latency; no session",
    pick: "You keep your own records.",
  },
];

/** `server/modules/learning/README.md` says how each of these is done. */
export const SHARED_MODEL_RULES: readonly string[] = [
  "A number is used for others only where at least five organisations and fifty sessions stand behind it, and none of them has more than 40 % of the weight.",
  "Only scores that your server or a token signed by it vouches for count, and only for models of the public price list.",
  "The sandbox, tuned models, servers of your own and everything of an organisation’s first seven days stay with that organisation.",
  "Free and Pro give to the shared model and have it. The page Learning shows what was given and what it is worth.",
  "Enterprise may learn alone. The receipt has the hash of the shared model after leaving and the hash of one worked out from the others alone; they are equal.",
];

interface Practice {
  title: string;
  text: string;
}

export const PRACTICES: readonly Practice[] = [
  {
    title: "Tenants are separated in the database",
    text: "Row-level security is forced on every table that belongs to an organisation. The application’s role owns nothing and cannot switch it off. Another organisation’s id answers exactly like an unknown one.",
  },
  {
    title: "API keys are not stored",
    text: "We keep an HMAC, the prefix and the last four characters. A key is shown once. Revoking it takes effect within five seconds.",
  },
  {
    title: "Provider keys are envelope-encrypted",
    text: "AES-256-GCM with a data key for each secret, bound to the organisation and the row. No screen, answer, log or export ever returns one. Changing a provider’s base URL clears its key.",
  },
  {
    title: "Redaction runs before storage",
    text: "E-mail addresses, phone and card numbers, IBANs, national ids, tokens, private keys and passwords are replaced by placeholders before the record is written anywhere, our own journal included.",
  },
  {
    title: "What is said is encrypted for your organisation",
    text: "Stored prompts and answers are encrypted with AES-256-GCM before they leave the gateway’s memory, with a key that only your organisation has and that our master key wraps. The key is replaced every year. When the organisation is deleted, its keys are destroyed first. The same holds for datasets, evaluation results, judges’ reasons, what your people write about an answer or note on a hit of the firewall, comments of end users, and exports that wait to be fetched. The facts of requests (models, times, tokens, cost, names of end users as you set them) and what you configure are not encrypted by it: your prompts, the rubrics of judges, firewall rules, and the phrases and reasons of what you let pass. Private values are replaced in reasons and notes; a phrase is kept as it was chosen.",
  },
  {
    title: "Base URLs are checked",
    text: "A custom provider address must be https and public. Private, loopback and metadata addresses are refused, and the address that was checked is the one we connect to.",
  },
  {
    title: "Repeated requests",
    text: "An answer to a request with an Idempotency-Key is kept for 24 hours so that it can be given again; where a project stores no text, for 10 minutes. It stays in memory, or encrypted in Redis when several processes share the work, and is never written to the database.",
  },
  {
    title: "Cached answers",
    text: "Off until you turn the response cache on; where a project stores no text, only when you allow it there. Cached answers are kept as they were given, for at most 30 days, in memory or encrypted in Redis, and never in the database. Only keys of one project with the same permissions share them. Clearing the cache takes effect within five seconds.",
  },
  {
    title: "An end user can be given their data, or be forgotten",
    text: "Owners and admins can download everything a project holds of one end user as a JSON file, with nobody else’s data in it. One call, or one form in the console, deletes an end user’s requests, conversations, answers and feedback, takes out what routes learned of them, drops the project’s cached answers, and stops records that are still on their way. A receipt lists how many rows went, and names nobody. Counts of usage and spend stay. What a model provider keeps is deleted there.",
  },
  {
    title: "Changes leave a trace",
    text: "Each change of a key, provider, project or organisation writes an audit row in the same transaction. Signing out everywhere takes effect at once.",
  },
];
