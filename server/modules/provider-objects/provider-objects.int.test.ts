import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import {
  findProviderObject,
  forgetProviderObject,
  listProviderHomes,
  ownProviderObjects,
  type ProjectScope,
  rememberProviderObjects,
} from "./index";

const HOME = { provider: "openai", providerKeyId: "pkey_a" };
const FILE = { id: "file-1", kind: "file" } as const;
const asked = { ...FILE, provider: null };

let mine: ProjectScope;
let sibling: ProjectScope;
let theirs: ProjectScope;

beforeEach(async () => {
  mine = await createTestOrg();
  theirs = await createTestOrg();
  const project = await systemDb().project.create({
    data: { id: newId("prj"), orgId: mine.orgId, slug: "other", name: "Other" },
  });
  sibling = { orgId: mine.orgId, projectId: project.id };
});
afterAll(disconnectDb);

describe("objects at providers", () => {
  it("are found by the project that made them, under the key that they were made with", async () => {
    await rememberProviderObjects(mine, HOME, [FILE]);
    expect(await findProviderObject(mine, asked)).toEqual(HOME);
    expect(await findProviderObject(mine, { ...asked, provider: "openai" })).toEqual(HOME);
    expect(await findProviderObject(mine, { ...asked, provider: "groq" })).toBeNull();
    expect(await findProviderObject(mine, { ...asked, kind: "batch" })).toBeNull();
  });

  it("are nothing to another project of the organisation, nor to another organisation", async () => {
    await rememberProviderObjects(mine, HOME, [FILE]);
    for (const other of [sibling, theirs]) {
      expect(await findProviderObject(other, asked)).toBeNull();
      expect(await ownProviderObjects(other, "openai", [FILE.id])).toEqual(new Set());
      expect(await listProviderHomes(other, "openai")).toEqual([]);
      await forgetProviderObject(other, "openai", FILE.id);
    }
    expect(await ownProviderObjects(mine, "openai", [FILE.id, "file-2"])).toEqual(new Set([FILE.id]));
  });

  it("stay with the first project when another one of the organisation claims them", async () => {
    await rememberProviderObjects(mine, HOME, [FILE]);
    await rememberProviderObjects(sibling, HOME, [FILE]);
    expect(await findProviderObject(mine, asked)).toEqual(HOME);
    expect(await findProviderObject(sibling, asked)).toBeNull();
  });

  it("may have the same id in two organisations with accounts of their own", async () => {
    await rememberProviderObjects(mine, HOME, [FILE]);
    await rememberProviderObjects(theirs, { ...HOME, providerKeyId: "pkey_b" }, [FILE]);
    expect(await findProviderObject(theirs, asked)).toEqual({ ...HOME, providerKeyId: "pkey_b" });
    expect(await findProviderObject(mine, asked)).toEqual(HOME);
  });

  it("are remembered once, and forgotten", async () => {
    await rememberProviderObjects(mine, HOME, [FILE]);
    await rememberProviderObjects(mine, HOME, [FILE, { id: "batch-1", kind: "batch" }]);
    expect(await systemDb().providerObject.count({ where: { orgId: mine.orgId } })).toBe(2);
    await forgetProviderObject(mine, "openai", FILE.id);
    expect(await findProviderObject(mine, asked)).toBeNull();
  });

  it("name the key that was used last first", async () => {
    await rememberProviderObjects(mine, HOME, [{ id: "old", kind: "file" }]);
    await systemDb().providerObject.updateMany({
      where: { orgId: mine.orgId },
      data: { createdAt: new Date(0) },
    });
    await rememberProviderObjects(mine, { ...HOME, providerKeyId: "pkey_b" }, [FILE]);
    expect(await listProviderHomes(mine, "openai")).toEqual(["pkey_b", "pkey_a"]);
  });
});
