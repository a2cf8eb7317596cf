/** Keeps both ends, which is where ids differ: `019c1f2e…a91b`. Short enough texts stay whole. */
export function shortenMiddle(text: string, lengthMax = 16): string {
  if (text.length <= lengthMax) return text;
  const tail = Math.floor((lengthMax - 1) / 3);
  const head = lengthMax - 1 - tail;
  return `${text.slice(0, head)}…${text.slice(-tail)}`;
}
