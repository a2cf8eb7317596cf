import { z } from "zod";

const GithubUser = z.object({
  id: z.number().int(),
  login: z.string(),
  name: z.string().nullable(),
  avatar_url: z.string(),
});
const GithubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

export interface GithubPerson {
  sub: string;
  name: string;
  /** The primary address, and only if GitHub has verified it. */
  email: string | undefined;
  image: string;
}

export async function readGithubPerson(accessToken: string, timeoutMs: number): Promise<GithubPerson> {
  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(`https://api.github.com${path}`, {
      headers: { authorization: `Bearer ${accessToken}`, accept: "application/vnd.github+json" },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status}`);
    return response.json();
  };
  const user = GithubUser.parse(await read("/user"));
  const emails = GithubEmails.parse(await read("/user/emails"));
  return {
    sub: String(user.id),
    name: user.name ?? user.login,
    email: emails.find((entry) => entry.primary && entry.verified)?.email,
    image: user.avatar_url,
  };
}
