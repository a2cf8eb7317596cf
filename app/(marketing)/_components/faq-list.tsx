import { FAQ } from "../_content/faq";

export function FaqList() {
  return (
    <div className="border-b border-default">
      {FAQ.map((item) => (
        <details key={item.question} className="group border-t border-default">
          <summary className="flex cursor-pointer list-none items-center justify-between gap-6 py-4 text-base leading-6 text-emphasis [&::-webkit-details-marker]:hidden">
            {item.question}
            <span
              aria-hidden="true"
              className="text-lg leading-none text-subtle transition-transform duration-150 group-open:rotate-45 motion-reduce:transition-none"
            >
              +
            </span>
          </summary>
          <p className="max-w-[64ch] pb-5 text-base leading-6 text-pretty text-muted">{item.answer}</p>
        </details>
      ))}
    </div>
  );
}
