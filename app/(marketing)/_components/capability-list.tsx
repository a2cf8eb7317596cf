import { CAPABILITIES } from "../_content/capabilities";

export function CapabilityList() {
  return (
    <ul className="grid gap-x-10 sm:grid-cols-2">
      {CAPABILITIES.map((capability) => (
        <li key={capability.title} className="border-t border-default py-5">
          <h3 className="text-base leading-6 font-semibold text-emphasis">{capability.title}</h3>
          <p className="mt-1 text-base leading-6 text-pretty text-muted">{capability.text}</p>
        </li>
      ))}
    </ul>
  );
}
