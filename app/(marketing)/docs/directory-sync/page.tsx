import type { Metadata } from "next";
import { CodeBlock } from "@/app/_ui/code-block";
import { TermTable } from "../../_components/term-table";
import { SCIM_ENDPOINTS, SCIM_EXAMPLE, SCIM_TERMS } from "../../_content/people";
import { DocsPage } from "../_components/docs-page";
import { DocsSection } from "../_components/docs-section";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Directory sync",
  description: "Your identity provider adds people, keeps their roles and takes them out: SCIM 2.0.",
};

const ENTRIES = [
  { id: "connecting", label: "Connecting" },
  { id: "people", label: "People" },
  { id: "groups", label: "Groups and roles" },
  { id: "leaving", label: "Leaving" },
  { id: "protocol", label: "Protocol" },
] as const;

export default function DirectorySyncDocsPage() {
  return (
    <DocsPage
      title="Directory sync"
      lead="Your identity provider adds people, keeps their roles and takes them out the moment they leave, by SCIM 2.0 (RFC 7643 and 7644). Part of the Enterprise plan."
      entries={ENTRIES}
    >
      <DocsSection id="connecting" title="Connecting">
        <p>
          Prove your domain under Settings, Single sign-on (an identity provider is not needed for it), then
          make a token there. At your provider enter the base URL (<Inline>/scim/v2</Inline>) and the token as
          a bearer token: in Okta with “HTTP Header”, in Entra ID as “Tenant URL” and “Secret Token”. The
          token is shown once and kept as a hash. There can be two, so that you can put a new one in place
          before you revoke the old one.
        </p>
        <CodeBlock language="shell" code={SCIM_EXAMPLE} />
      </DocsSection>
      <DocsSection id="people" title="People">
        <TermTable terms={SCIM_TERMS} />
        <p>
          Only addresses of your proved domain come in. Somebody who has an account already joins with it;
          everybody else gets one and signs in by single sign-on or a link. Other attributes are accepted and
          not kept.
        </p>
      </DocsSection>
      <DocsSection id="groups" title="Groups and roles">
        <p>
          A pushed group stands for nothing until you choose its role in the settings: admin, member, viewer
          or rater. Of several, the one that may do most counts; without one, people have the role that new
          people get. A group never makes anybody owner, and never changes an owner.
        </p>
      </DocsSection>
      <DocsSection id="leaving" title="Leaving">
        <p>
          Somebody who is deactivated or deleted is out at the next request: the membership and open
          invitations end, and all their browsers are signed out. Reactivating brings them back. The last
          owner cannot be taken out: the answer is a 409 that says so.
        </p>
      </DocsSection>
      <DocsSection id="protocol" title="Protocol">
        <TermTable terms={SCIM_ENDPOINTS} />
        <p>
          Filters compare with <Inline>eq</Inline>, joined by <Inline>and</Inline>; anything else is answered
          with <Inline>invalidFilter</Inline>. PATCH takes operations with and without a path. Bulk, sorting
          and ETags are not supported. A page has 200 entries at most, and an organisation 3,000 requests a
          minute. Each change is an entry in the audit log, by “SCIM”; a sync that changes nothing writes
          none.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
