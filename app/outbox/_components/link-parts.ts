interface Part {
  offset: number;
  text: string;
  /** Null for plain text. */
  href: string | null;
}

const LINK = /https?:\/\/[^\s<>"']+/g;

/** Cuts a text at its web addresses. Only http and https become links. */
export function linkParts(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const link = match[0].replace(/[.,;:!?)]+$/, "");
    if (match.index > end) parts.push({ offset: end, text: text.slice(end, match.index), href: null });
    parts.push({ offset: match.index, text: link, href: link });
    end = match.index + link.length;
  }
  if (end < text.length) parts.push({ offset: end, text: text.slice(end), href: null });
  return parts;
}
