import { DocsSection } from "../../_components/docs-section";
import { Inline } from "../../_components/inline";

/** How a model gets from nobody to all users. */
export function PromotionDocs() {
  return (
    <DocsSection id="shadow" title="Shadow and canary">
      <p>
        A model of a route is live, a canary or in shadow. You move it on the route’s page, or the route does
        it by itself, by rules that you set there.
      </p>
      <p>
        <b>Shadow.</b> After a user has an answer, a share of the requests (5 % unless you change it) is asked
        of the shadow as well: once, without a retry, as one whole answer that is shown to nobody. It never
        delays or fails the user’s request, and is called off when a process stops. It gets only what the
        firewall let through, only from providers you have connected, and only requests of keys that may use
        it. Requests with tools that the provider runs itself, or that go on from what one provider keeps, are
        left out. What is stored of it is no more than of the original, and goes with it when an end user is
        erased. Its calls are requests with the purpose “Shadow”, priced and counted in your budgets, not in
        your plan’s requests, and stop for the day when the route’s daily money is used up.
      </p>
      <p>
        Both answers are compared: first by checks, then by your judge, asked in both orders. Times, costs and
        failures are set beside each other. Without a judge, or where no texts are stored, little can be said
        of quality, and the page says so.
      </p>
      <p>
        <b>Canary.</b> A share of the sessions is answered by the new model, each session for good: 5, then
        25, then 50 % unless you set other steps. Its decisions have the reason <Inline>canary</Inline>, and
        theirs and the others’ <Inline>decision_trace</Inline> name the phase and the share. Only sessions
        that begin within a step are compared, by what end users answer, what the judge says, and how many
        answers fail or need a fallback. If the live models cannot answer, a canary’s sessions are no
        exception; if the canary cannot, they answer in its place.
      </p>
      <p>
        <b>Passing.</b> The comparison is the sequential test of experiments, so it may be looked at any time.
        A phase is passed when it has enough samples, quality is beyond doubt not worse by more than the
        margin, failures neither, and time and cost are within their limits. The first passed step leads to
        the next, the last to all users, with <Inline>route.promoted</Inline>. On a route that keeps an order,
        a promoted model is asked first; on one with weights or one that learns, it takes part like the
        others.
      </p>
      <p>
        <b>Being worse.</b> If any measure is worse beyond doubt, a shadow is asked no more, and a canary goes
        back to shadow or is switched off, with an audit entry and <Inline>route.rolled_back</Inline>. Over
        all steps and looks, fewer than one in twenty models that are just as good are stopped by chance.
        After a canary was taken back, no other of that model begins without a person.
      </p>
      <p>
        With <Inline>require_shadow_before_live</Inline>, no model of a route that chooses by itself answers
        before it has passed in shadow, except the first. New models of such a route start in shadow. A route
        has one canary at a time, and none while it is pinned or in an experiment. Answers of a canary are not
        kept in the response cache.
      </p>
    </DocsSection>
  );
}
