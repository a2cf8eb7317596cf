import type { Metadata } from "next";
import { siteOrigin } from "@/app/_lib/server/site-origin";
import { CodeTabs } from "@/app/_ui/code-block";
import { serverCaller } from "@/server/trpc/server-caller";
import { DecisionSections } from "./_components/decision-sections";
import { Hero } from "./_components/hero";
import { PitchSections } from "./_components/pitch-sections";
import { ResponseFacts } from "./_components/response-facts";
import { quickstartSnippets } from "./_content/snippets";

export const metadata: Metadata = {
  title: { absolute: "Floopy: let your users decide which model answers" },
  description:
    "A managed LLM gateway: change one base URL, and every request is routed, priced and recorded. Built to learn from the session NPS of your end users.",
};

export default async function LandingPage() {
  const baseUrl = `${await siteOrigin()}/v1`;
  const { email } = await (await serverCaller()).billing.salesContact();
  return (
    <>
      <Hero>
        <CodeTabs samples={quickstartSnippets(baseUrl)} label="Send a first request" />
        <ResponseFacts />
      </Hero>
      <PitchSections />
      <DecisionSections salesEmail={email} />
    </>
  );
}
