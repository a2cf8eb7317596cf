import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { createTenant } from "./create-tenant";
import { PERSON_FIELDS, type PersonRow } from "./people";
import type { Visit } from "./sign-up";

export interface VerifiedPerson {
  email: string;
  name: string | null;
  image: string | null;
}

/** A new person whose e-mail a sign-in link or provider has just proved, with an organisation of their own. */
export async function signUpVerified(visit: Visit, person: VerifiedPerson): Promise<PersonRow> {
  const label = person.name ?? person.email.slice(0, person.email.indexOf("@"));
  return systemDb().$transaction(async (tx) => {
    const user = await tx.user.create({
      data: { id: newId("usr"), ...person, emailVerifiedAt: visit.now },
      select: PERSON_FIELDS,
    });
    await createTenant(tx, {
      owner: { userId: user.id, label },
      name: `${label}’s organisation`.slice(0, 80),
      ...visit,
    });
    return user;
  });
}
