interface FirewallFigure {
  sensitivity: "Low" | "Medium" | "High";
  ordinaryStopped: string;
  attacksFound: string;
  innocentStopped: string;
}

/** From server/firewall/injection/MEASURED.md, which is written by the training of the detector. */
export const FIREWALL_FIGURES: readonly FirewallFigure[] = [
  { sensitivity: "Low", ordinaryStopped: "0.2 %", attacksFound: "72.5 %", innocentStopped: "0.1 %" },
  { sensitivity: "Medium", ordinaryStopped: "0.5 %", attacksFound: "78.9 %", innocentStopped: "0.7 %" },
  { sensitivity: "High", ordinaryStopped: "2.0 %", attacksFound: "85.4 %", innocentStopped: "3.1 %" },
];

export const FIREWALL_BLIND_SPOTS: readonly string[] = [
  "Attacks that only persuade, or plain instructions in a document that sound like any other sentence. A detector of this size finds few of them.",
  "Names, postal addresses and other personal data without a shape or checksum.",
  "Images, sound, scanned and packed documents, token arrays, and text behind a URL.",
  "Files and batches on their own paths, stored prompts and earlier responses that a provider keeps.",
  "Attacks in what a model answers. In answers it looks for secrets, personal data, your own rules, links that carry data away and repeats of your system text.",
];
