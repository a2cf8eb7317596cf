import { WRONG_CHOICES } from "../_content/comparison";

export function WrongChoices() {
  return (
    <dl className="grid gap-x-10 sm:grid-cols-2">
      {WRONG_CHOICES.map((choice) => (
        <div key={choice.when} className="border-t border-default py-5">
          <dt className="text-base leading-6 text-pretty text-default">{choice.when}</dt>
          <dd className="mt-1 text-base leading-6 text-pretty text-muted">
            <span className="font-semibold text-emphasis">{choice.take}.</span> {choice.because}
          </dd>
        </div>
      ))}
    </dl>
  );
}
