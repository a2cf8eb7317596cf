import { CapabilityList } from "./capability-list";
import { LoopFigure, LoopLead } from "./loop-figure";
import { SampleSize } from "./sample-size";
import { Section } from "./section";

/** What the product is, how it learns, and what is in it. */
export function PitchSections() {
  return (
    <>
      <Section id="loop" title="Four signals, one loop" lead={<LoopLead />}>
        <LoopFigure />
      </Section>
      <Section
        id="pooling"
        title="Why customers learn together"
        lead={
          <p>
            End-user NPS is the truest signal and the slowest. A judge calibrated to it and statistics pooled
            across customers are what make it usable.
          </p>
        }
      >
        <SampleSize />
      </Section>
      <Section
        id="features"
        title="What you get"
        lead={<p>Sign up and use it. No provider key needed: the sandbox is always connected.</p>}
      >
        <CapabilityList />
      </Section>
    </>
  );
}
