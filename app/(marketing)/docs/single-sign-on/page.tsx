import type { Metadata } from "next";
import Link from "next/link";
import { SSO_TXT_PREFIX } from "@/server/contracts/sso";
import { DocsPage } from "../_components/docs-page";
import { DocsSection } from "../_components/docs-section";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Single sign-on",
  description: "Your people sign in at your own identity provider, by OpenID Connect.",
};

const ENTRIES = [
  { id: "connecting", label: "Connecting" },
  { id: "domain", label: "Your domain" },
  { id: "joining", label: "Who comes in" },
  { id: "enforcing", label: "Only this way" },
] as const;

export default function SingleSignOnDocsPage() {
  return (
    <DocsPage
      title="Single sign-on"
      lead="Your people sign in at Okta, Entra ID, Google Workspace, Keycloak or any other identity provider that speaks OpenID Connect. Part of the Enterprise plan; SAML is not supported."
      entries={ENTRIES}
    >
      <DocsSection id="connecting" title="Connecting">
        <p>
          At your provider add a web application with the authorisation code flow and the redirect URI that
          Settings, Single sign-on shows (<Inline>/api/sso/callback</Inline>). Enter its issuer, client id and
          client secret there. The secret is stored encrypted; another issuer needs it again.
        </p>
        <p>
          We ask for <Inline>openid email profile</Inline>, with PKCE, and need the e-mail address in the id
          token. An address that the provider calls unverified is refused.
        </p>
      </DocsSection>
      <DocsSection id="domain" title="Your domain">
        <p>
          Publish the TXT record <Inline>{`${SSO_TXT_PREFIX}.your-domain`}</Inline> with the value that is
          shown, and check it. The provider then speaks for addresses of this domain and for no others, and a
          domain belongs to one organisation.
        </p>
      </DocsSection>
      <DocsSection id="joining" title="Who comes in">
        <p>
          Whoever your provider lets through becomes a member at the first sign-in, as member, viewer or
          rater: you choose. Groups of{" "}
          <Link href="/docs/directory-sync" className="underline underline-offset-4">
            directory sync
          </Link>{" "}
          that stand for a role come before that choice, and whom the directory has deactivated is not let in.
        </p>
      </DocsSection>
      <DocsSection id="enforcing" title="Only this way">
        <p>
          Once somebody has signed in this way, you can close every other one for addresses of the domain:
          passwords, links, resets, Google and GitHub. Everybody else of the domain is signed out then. If the
          plan ends, the other ways open again, so that nobody is locked out.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
