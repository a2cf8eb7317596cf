import { answersPerModel, EXAMPLE, EXAMPLE_TRAFFIC, monthsToTell } from "../_content/sample-size";

const number = new Intl.NumberFormat("en");

export function SampleSize() {
  const answers = answersPerModel(EXAMPLE);
  const months = Math.round(monthsToTell(answers, EXAMPLE_TRAFFIC));
  const steps = [
    {
      value: number.format(Math.round(answers / 10) * 10),
      text: `answers per model, to see a ${EXAMPLE.gapPoints}-point NPS gap with 80 % power`,
    },
    {
      value: number.format(EXAMPLE_TRAFFIC.sessionsMonthly * EXAMPLE_TRAFFIC.answerRate),
      text: `answers a month from ${number.format(EXAMPLE_TRAFFIC.sessionsMonthly)} sessions, if ${EXAMPLE_TRAFFIC.answerRate * 100} % answer`,
    },
    { value: `${months} months`, text: "to compare just two models on your own" },
  ];
  return (
    <>
      <dl className="grid gap-6 sm:grid-cols-3">
        {steps.map((step) => (
          <div key={step.text} className="flex flex-col-reverse justify-end border-t border-default pt-4">
            <dt className="mt-1 text-base leading-6 text-muted">{step.text}</dt>
            <dd className="text-2xl font-semibold text-emphasis tabular-nums">{step.value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-6 text-sm leading-5 text-muted">
        Arithmetic, not a customer: {EXAMPLE.promoterShare * 100} % promoters, {EXAMPLE.detractorShare * 100}{" "}
        % detractors, two-sided 5 % level.
      </p>
    </>
  );
}
