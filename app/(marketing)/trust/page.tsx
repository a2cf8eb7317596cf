import type { Metadata } from "next";
import { FirewallFiguresTable } from "../_components/firewall-figures-table";
import { PageTitle } from "../_components/page-title";
import { RetentionTable } from "../_components/retention-table";
import { Section } from "../_components/section";
import { StorageTable } from "../_components/storage-table";
import { FIREWALL_BLIND_SPOTS } from "../_content/firewall-figures";
import { PRACTICES, SHARED_MODEL_RULES } from "../_content/trust";

export const metadata: Metadata = {
  title: "Trust and data",
  description:
    "What Floopy stores of your requests, for how long, who can read it, and what crosses organisations.",
};

export default function TrustPage() {
  return (
    <>
      <PageTitle title="Trust and data">
        <p>
          What we store, for how long, how it is protected and what crosses organisations, as it is today.
        </p>
      </PageTitle>
      <Section
        id="stored"
        title="What is stored"
        lead={
          <p>
            A setting of each project. The header floopy-log can ask for less on a single request, never for
            more.
          </p>
        }
      >
        <StorageTable />
        <p className="mt-6 max-w-[64ch] text-base leading-6 text-pretty text-muted">
          Facts are model, tokens, cost, timings, attempts, status and session. They also hold what you send
          us in headers: the end-user id, your properties and the user agent are kept as they are, in every
          mode but none. A project can keep end-user ids as a keyed hash. In mode none a request leaves what
          billing and limits need and nothing else: no header of yours, no error text, no routing decision, no
          session. Embedding vectors are never stored.
        </p>
      </Section>
      <Section
        id="retention"
        title="For how long"
        lead={
          <p>
            Deleted by an hourly job, not marked as deleted. Each project can ask for less, for what was said
            and for the rest. Sessions and hourly counters go with the requests they are made of.
          </p>
        }
      >
        <RetentionTable />
      </Section>
      <Section id="crosses" title="What crosses organisations">
        <p className="max-w-[64ch] text-base leading-7 text-default">
          Numbers only: how much better or worse each model does than the others of the same organisation, by
          kind of task, and how many sessions say so. No prompt, answer, comment, name, cached answer or key
          ever does.
        </p>
        <ul className="mt-4 max-w-[64ch] list-disc space-y-1 pl-5 text-base leading-6 text-muted">
          {SHARED_MODEL_RULES.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Section>
      <Section
        id="firewall"
        title="What the firewall sees, and what not"
        lead={
          <p>
            Prompt injection is found by a small model of our own that runs inside the gateway: no text leaves
            it for that, unless a project asks a detector outside as well, which then sees the text. Measured
            on sources that were left out of its training, 3,564 attacks and 8,143 ordinary prompts.
          </p>
        }
      >
        <FirewallFiguresTable />
        <p className="mt-6 max-w-[64ch] text-base leading-7 text-default">It does not see:</p>
        <ul className="mt-2 max-w-[64ch] list-disc space-y-1 pl-5 text-base leading-6 text-muted">
          {FIREWALL_BLIND_SPOTS.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p className="mt-6 max-w-[64ch] text-base leading-6 text-pretty text-muted">
          A new project redacts secrets and notes personal data and attacks in requests; in answers it notes
          secrets and links that would carry data away. Answers can be redacted or stopped too, streams
          included. What is noted says what was found and where, never the text.
        </p>
      </Section>
      <Section id="practices" title="How it is protected">
        <dl className="grid gap-x-10 sm:grid-cols-2">
          {PRACTICES.map((practice) => (
            <div key={practice.title} className="border-t border-default py-5">
              <dt className="text-base leading-6 font-semibold text-emphasis">{practice.title}</dt>
              <dd className="mt-1 text-base leading-6 text-pretty text-muted">{practice.text}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section id="not-yet" title="What we do not have">
        <p className="max-w-[64ch] text-base leading-7 text-default">
          No certification, no SAML and no choice of region yet. If you need one of these now, we are not the
          right choice.
        </p>
      </Section>
    </>
  );
}
