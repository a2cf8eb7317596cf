import { LoopDiagram } from "./loop-diagram";
import { SignalTable } from "./signal-table";

/** Narrow screens get the table alone: the drawing's text would be too small to read there. */
export function LoopFigure() {
  return (
    <>
      <figure className="mb-8 hidden sm:block">
        <LoopDiagram />
        <figcaption className="mt-4 text-sm leading-5 text-muted">
          Illustration with invented shares and scores.
        </figcaption>
      </figure>
      <SignalTable />
    </>
  );
}

export function LoopLead() {
  return (
    <p>
      Each signal fails alone. Together they become one score per model and route, and the score decides how
      much traffic a model gets.
    </p>
  );
}
