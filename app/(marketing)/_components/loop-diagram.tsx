const MODELS = [
  { name: "model-a", share: 62 },
  { name: "model-b", share: 28 },
  { name: "model-c", share: 10 },
] as const;

const SIGNALS = ["Session NPS", "Automatic evaluation", "Manual ratings", "Benchmark prior"] as const;

const INTERVALS = [
  { from: 168, to: 236, at: 204 },
  { from: 128, to: 210, at: 170 },
  { from: 60, to: 168, at: 112 },
] as const;

const LABEL = "fill-(--content-emphasis) text-sm font-semibold";
const NOTE = "fill-(--content-muted) text-xs";
const BOX = "fill-(--bg-surface) stroke-(--border-strong)";

/** The list of signals under the diagram says the same in text, so the drawing itself is hidden from readers. */
export function LoopDiagram() {
  return (
    <svg viewBox="0 0 820 392" aria-hidden="true" className="block h-auto w-full font-sans">
      <defs>
        <marker
          id="loop-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M1 1 7 4 1 7" className="fill-none stroke-(--content-subtle)" strokeWidth="1.4" />
        </marker>
      </defs>
      <Boxes />
      <Models />
      <Signals />
      <Score />
      <Arrows />
    </svg>
  );
}

function Boxes() {
  return (
    <g>
      <rect x="1" y="52" width="140" height="64" rx="6" className={BOX} />
      <text x="17" y="80" className={LABEL}>
        Your app
      </text>
      <text x="17" y="99" className={NOTE}>
        any OpenAI SDK
      </text>
      <rect
        x="236"
        y="36"
        width="204"
        height="96"
        rx="6"
        className="fill-(--bg-surface) stroke-accent-solid"
        strokeWidth="1.5"
      />
      <text x="252" y="66" className={LABEL}>
        Gateway
      </text>
      <text x="252" y="88" className={NOTE}>
        chooses once per session,
      </text>
      <text x="252" y="106" className={NOTE}>
        calls, falls back, records
      </text>
      <rect x="1" y="268" width="140" height="64" rx="6" className={BOX} />
      <text x="17" y="296" className={LABEL}>
        Your end user
      </text>
      <text x="17" y="315" className={NOTE}>
        “9 out of 10”
      </text>
    </g>
  );
}

function Models() {
  return (
    <g>
      {MODELS.map((model, index) => (
        <g key={model.name} transform={`translate(540 ${24 + index * 42})`}>
          <rect width="279" height="34" rx="6" className={BOX} />
          <text x="14" y="21.5" className="fill-(--content-emphasis) font-mono text-xs">
            {model.name}
          </text>
          <rect x="94" y="14" width="120" height="6" rx="3" className="fill-(--bg-strong)" />
          <rect x="94" y="14" width={model.share * 1.2} height="6" rx="3" className="fill-accent-solid" />
          <text x="265" y="21.5" textAnchor="end" className="fill-(--content-muted) text-xs tabular-nums">
            {model.share} %
          </text>
        </g>
      ))}
    </g>
  );
}

function Signals() {
  return (
    <g>
      {SIGNALS.map((name, index) => (
        <g key={name} transform={`translate(236 ${216 + index * 43})`}>
          <rect width="204" height="35" rx="6" className={BOX} />
          <circle
            cx="16"
            cy="17.5"
            r="3.5"
            className={index === 0 ? "fill-accent-solid" : "fill-(--content-subtle)"}
          />
          <text x="30" y="22" className={index === 0 ? LABEL : "fill-(--content-default) text-sm"}>
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}

function Score() {
  return (
    <g transform="translate(540 232)">
      <rect width="279" height="136" rx="6" className={BOX} />
      <text x="14" y="28" className={LABEL}>
        One score per model
      </text>
      <text x="14" y="47" className={NOTE}>
        with its interval, inside your limits
      </text>
      {INTERVALS.map((interval, index) => (
        <g key={interval.at} transform={`translate(14 ${72 + index * 22})`}>
          <line
            x1={interval.from}
            x2={interval.to}
            y1="0"
            y2="0"
            className="stroke-(--content-subtle)"
            strokeWidth="1.5"
          />
          <circle
            cx={interval.at}
            cy="0"
            r="4"
            className={index === 0 ? "fill-accent-solid" : "fill-(--content-muted)"}
          />
          <text x="0" y="4" className="fill-(--content-muted) font-mono text-2xs">
            {MODELS[index]?.name}
          </text>
        </g>
      ))}
    </g>
  );
}

function Arrows() {
  return (
    <g className="fill-none stroke-(--content-subtle)" strokeWidth="1.25">
      <path d="M145 76H231" markerEnd="url(#loop-arrow)" />
      <path d="M231 94H145" markerEnd="url(#loop-arrow)" />
      <path d="M444 84H488Q496 84 496 76V49Q496 41 504 41H535" markerEnd="url(#loop-arrow)" />
      <path d="M71 120V263" markerEnd="url(#loop-arrow)" />
      <path d="M145 300H196Q204 300 204 292V241Q204 233 212 233H231" markerEnd="url(#loop-arrow)" />
      <path d="M444 300H535" markerEnd="url(#loop-arrow)" />
      <path d="M680 228V150" markerEnd="url(#loop-arrow)" />
      <g className="fill-(--content-muted) stroke-none text-2xs">
        <text x="188" y="68" textAnchor="middle">
          request
        </text>
        <text x="188" y="111" textAnchor="middle">
          answer
        </text>
        <text x="80" y="196">
          session
        </text>
        <text x="488" y="291" textAnchor="middle">
          combine
        </text>
        <text x="690" y="193">
          moves the shares
        </text>
      </g>
    </g>
  );
}
