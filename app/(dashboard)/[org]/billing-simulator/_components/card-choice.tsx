import { RadioCards } from "@/app/_ui/radio-cards";

export type CardKind = "good" | "declining";

const OPTIONS = [
  { value: "good", label: "A card that works", description: "Every payment goes through." },
  { value: "declining", label: "A card that is declined", description: "Every payment fails." },
] as const;

export function CardChoice({ value, onChange }: { value: CardKind; onChange: (card: CardKind) => void }) {
  return <RadioCards label="Simulated card" options={OPTIONS} value={value} onValueChange={onChange} />;
}
