/** What a page needs; the key stands in public. */
export const widgetSnippet = (
  origin: string,
  key = "fl_pk_…",
): string => `<script async src="${origin}/nps/v1.js" data-key="${key}"></script>
<script>
  window.floopy = window.floopy || function () { (floopy.q = floopy.q || []).push(arguments) };
  floopy("session", { id: "chat-42", token: "…" });
</script>`;

export const tokenSnippet = (origin: string): string => `// On your server, with a server key
const { token } = await fetch("${origin}/v1/sessions/token", {
  method: "POST",
  headers: { authorization: \`Bearer \${process.env.FLOOPY_API_KEY}\`, "content-type": "application/json" },
  body: JSON.stringify({ session_id: "chat-42", user_id: "user-7" }),
}).then((response) => response.json());`;

export const cspSnippet = (origin: string): string => `script-src ${origin}; connect-src ${origin}`;
