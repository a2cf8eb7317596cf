"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { formatCount } from "@/app/_lib/format";
import { cn } from "@/app/_ui/cn";
import type { TimeTick } from "./time-axis";

export interface StackSegment {
  key: string;
  label: string;
  /** A class for SVG shapes. */
  fill: string;
  count: number;
  /** Distance of the lower and the upper edge from the base line, 0 … 1. */
  bottom: number;
  top: number;
}

export interface StackBar {
  fromMs: number;
  toMs: number;
  /** Left edge and width, 0 … 1. */
  left: number;
  width: number;
  label: string;
  segments: readonly StackSegment[];
}

export interface StackedBarsProps {
  bars: readonly StackBar[];
  ticks: readonly TimeTick[];
  /** Spoken name, with what Enter does. */
  label: string;
  /** What a bar without anything has none of: “requests”. */
  things: string;
  /** One bar was chosen, or the stretch that was dragged over. */
  onSelect: (span: { from: Date; to: Date }) => void;
  /** Of the plot. */
  heightClass?: string;
  className?: string;
}

/** Stacked bars over time. Drag to zoom; with the keyboard, arrows move and Enter zooms. */
export function StackedBars(props: StackedBarsProps) {
  const { bars, ticks, label, things, onSelect, heightClass = "h-16", className } = props;
  const plot = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const activeBar = active === null ? undefined : bars[active];

  const barAt = (event: PointerEvent): number => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    const place = (event.clientX - box.left) / box.width;
    const index = bars.findIndex((bar) => place < bar.left + bar.width);
    return index === -1 ? bars.length - 1 : index;
  };
  const select = (from: number, to: number) => {
    const [first, last] = [bars[Math.min(from, to)], bars[Math.max(from, to)]];
    if (first && last) onSelect({ from: new Date(first.fromMs), to: new Date(last.toMs) });
  };
  const onPointerUp = (event: PointerEvent) => {
    if (anchor !== null) select(anchor, barAt(event));
    setAnchor(null);
    setActive(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };
    const step = steps[event.key];
    const current = active ?? bars.length - 1;
    if (step !== undefined) setActive(Math.min(Math.max(current + step, 0), bars.length - 1));
    else if (event.key === "Home") setActive(0);
    else if (event.key === "End") setActive(bars.length - 1);
    else if (event.key === "Enter") select(current, current);
    else return;
    event.preventDefault();
  };

  return (
    <div className={cn("select-none", className)}>
      <div
        ref={plot}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={bars.length - 1}
        aria-valuenow={active ?? bars.length - 1}
        aria-valuetext={spoken(activeBar ?? bars.at(-1), things)}
        className={cn("relative cursor-crosshair touch-pan-y rounded-sm", heightClass)}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setAnchor(barAt(event));
        }}
        onPointerMove={(event) => setActive(barAt(event))}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setAnchor(null)}
        onPointerLeave={() => setActive(null)}
      >
        <Bars bars={bars} active={active} anchor={anchor} />
        {activeBar && <BarHint bar={activeBar} things={things} />}
      </div>
      <div className="relative mt-1 h-4 border-t border-default" aria-hidden>
        {ticks.map((tick) => (
          <span
            key={tick.at}
            className="absolute top-0.5 -translate-x-1/2 text-2xs whitespace-nowrap text-subtle tabular-nums"
            style={{ left: `${Math.min(Math.max(tick.at, 0.02), 0.98) * 100}%` }}
          >
            {tick.label}
          </span>
        ))}
      </div>
    </div>
  );
}

interface BarsProps {
  bars: readonly StackBar[];
  active: number | null;
  anchor: number | null;
}

function Bars({ bars, active, anchor }: BarsProps) {
  const isChosen = (index: number) =>
    active !== null &&
    index >= Math.min(anchor ?? active, active) &&
    index <= Math.max(anchor ?? active, active);
  return (
    <svg aria-hidden="true" className="absolute inset-0 size-full" shapeRendering="crispEdges">
      {bars.map((bar, index) => (
        <g key={bar.fromMs}>
          {isChosen(index) && (
            <rect
              x={percent(bar.left)}
              width={percent(bar.width)}
              y="0"
              height="100%"
              fill="var(--bg-strong)"
            />
          )}
          {bar.segments.map((segment) => (
            <rect
              key={segment.key}
              className={segment.fill}
              x={percent(bar.left + bar.width * 0.1)}
              width={percent(bar.width * 0.8)}
              y={percent(1 - segment.top)}
              height={percent(segment.top - segment.bottom)}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

function BarHint({ bar, things }: { bar: StackBar; things: string }) {
  const middle = bar.left + bar.width / 2;
  return (
    <div
      className="pointer-events-none absolute top-full z-tooltip mt-1 min-w-36 rounded-md bg-surface px-2.5 py-1.5 text-xs shadow-float"
      style={{
        left: percent(middle),
        transform: `translateX(${-100 * Math.min(Math.max(middle, 0.08), 0.92)}%)`,
      }}
    >
      <p className="whitespace-nowrap text-muted">{bar.label}</p>
      {bar.segments.length === 0 && <p className="mt-1 text-default">No {things}</p>}
      {bar.segments.toReversed().map(({ key, label, fill, count }) => (
        <p key={key} className="mt-1 flex items-center gap-1.5 whitespace-nowrap">
          <svg aria-hidden="true" className="size-2">
            <rect width="8" height="8" rx="2" className={fill} />
          </svg>
          <span className="grow text-default">{label}</span>
          <span className="pl-3 text-emphasis tabular-nums">{formatCount(count)}</span>
        </p>
      ))}
    </div>
  );
}

function spoken(bar: StackBar | undefined, things: string): string {
  if (bar === undefined) return "No data";
  const parts = bar.segments.map(({ label, count }) => `${formatCount(count)} ${label}`);
  return `${bar.label}: ${parts.join(", ") || `no ${things}`}`;
}

function percent(share: number): string {
  return `${share * 100}%`;
}
