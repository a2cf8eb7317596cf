import type { Metadata } from "next";
import Link from "next/link";
import { INVITATION_DAYS } from "@/server/contracts/members";
import { PLANS } from "@/server/contracts/plans";
import { TermTable } from "../../_components/term-table";
import { ROLE_TERMS } from "../../_content/people";
import { DocsPage } from "../_components/docs-page";
import { DocsSection } from "../_components/docs-section";

export const metadata: Metadata = {
  title: "Members and roles",
  description: "Who can work in your organisation, as what, and how people come and go.",
};

const ENTRIES = [
  { id: "roles", label: "Roles" },
  { id: "inviting", label: "Inviting" },
  { id: "leaving", label: "Leaving" },
  { id: "two-factor", label: "Two-factor sign-in" },
  { id: "audit", label: "Audit log" },
] as const;

export default function MembersDocsPage() {
  return (
    <DocsPage
      title="Members and roles"
      lead="Who can work in your organisation, as what, and how people come and go."
      entries={ENTRIES}
    >
      <DocsSection id="roles" title="Roles">
        <TermTable terms={ROLE_TERMS} />
        <p>
          A new role holds from the person’s next click. API keys have permissions of their own and belong to
          the organisation: they go on when whoever made them leaves.
        </p>
      </DocsSection>
      <DocsSection id="inviting" title="Inviting">
        <p>
          Owners and admins invite addresses under Settings, Members. The link works once, for{" "}
          {INVITATION_DAYS} days, and only for that address. An open invitation takes a seat:{" "}
          {PLANS.free.name} has {PLANS.free.seatsMax}, the other plans any number.
        </p>
        <p>
          On Enterprise people also come by{" "}
          <Link href="/docs/single-sign-on" className="underline underline-offset-4">
            single sign-on
          </Link>{" "}
          and{" "}
          <Link href="/docs/directory-sync" className="underline underline-offset-4">
            directory sync
          </Link>
          , without an invitation.
        </p>
      </DocsSection>
      <DocsSection id="leaving" title="Leaving">
        <p>
          Whoever is removed or leaves is out at the next request; their account and other organisations stay.
          The last owner stays too, until somebody else is made owner. Ownership can be handed over in one
          step.
        </p>
      </DocsSection>
      <DocsSection id="two-factor" title="Two-factor sign-in">
        <p>
          Everybody can set it up in their account. An owner or admin who has it can require it of all:
          members without it are let in nowhere until they set it up.
        </p>
      </DocsSection>
      <DocsSection id="audit" title="Audit log">
        <p>
          Every change is an entry with who, what, when and from where. Each entry holds the hash of the one
          before it, so that altering or removing one shows.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
