import { COMPARISON, COMPARISON_READ, type Mark, PRODUCTS } from "../_content/comparison";
import { TableFrame } from "./table-frame";

const MARKS = {
  yes: { sign: "●", word: "yes" },
  partly: { sign: "◐", word: "partly" },
  no: { sign: "–", word: "no" },
  none: { sign: "–", word: "none found" },
} as const satisfies Record<Mark, { sign: string; word: string }>;

export function ComparisonTable() {
  return (
    <>
      <TableFrame label="Comparison of five products" widthMin="lg">
        <thead>
          <tr>
            <th scope="col" className="w-[30%]">
              You need
            </th>
            {PRODUCTS.map((product) => (
              <th
                key={product}
                scope="col"
                className={product === "Floopy" ? "!font-semibold !text-emphasis" : ""}
              >
                {product}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {COMPARISON.map((row) => (
            <tr key={row.need}>
              <th scope="row" className="!font-normal">
                {row.need}
              </th>
              {PRODUCTS.map((product) => (
                <td key={product}>
                  <MarkCell {...row.cells[product]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <p className="mt-4 text-sm leading-5 text-muted">
        From public documentation read from {COMPARISON_READ}. A dash means that we found nothing, which is
        weaker than “does not exist”.
      </p>
    </>
  );
}

function MarkCell({ mark, note }: { mark: Mark; note?: string }) {
  const { sign, word } = MARKS[mark];
  const isQuiet = mark === "none" || mark === "no";
  return (
    <span className={`inline-flex gap-2 ${isQuiet ? "text-muted" : "text-emphasis"}`}>
      <span aria-hidden="true" className="w-3 shrink-0 text-center">
        {sign}
      </span>
      <span className={mark === "none" ? "sr-only" : ""}>{note ?? word}</span>
    </span>
  );
}
