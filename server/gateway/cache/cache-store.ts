/** Where one answer, or one list of compared questions, is kept. */
export interface CacheSlot {
  orgId: string;
  projectId: string;
  /** Entries of an earlier generation were cleared. */
  generation: number;
  name: string;
}

/** What is kept for a request. */
export interface Found {
  /** One of the answers by chance; null while there are fewer than asked for. */
  packed: Buffer | null;
  /** Where another answer may be kept; null when all places are taken. */
  freeIndex: number | null;
}

export interface Kept {
  slot: CacheSlot;
  index: number;
  packed: Buffer;
  ttlMs: number;
  /** Takes the place of what is there. */
  replaces: boolean;
}

/** A question that was compared: its vector, and which answer it has. */
export interface Question {
  slot: CacheSlot;
  packed: Buffer;
  ttlMs: number;
}

/** Compared one by one, so there is an end to it; the oldest go first. */
export const QUESTIONS_MAX = 200;

export const NOTHING_FOUND: Found = { packed: null, freeIndex: 0 };

/** Keeps packed answers for a time. None of these fails or waits long: a store that is away finds and keeps nothing. */
export interface CacheStore {
  find(slot: CacheSlot, bucketMax: number): Promise<Found>;
  keep(kept: Kept): Promise<void>;
  /** The latest questions of one context, newest first. */
  questions(slot: CacheSlot): Promise<readonly Buffer[]>;
  addQuestion(question: Question): Promise<void>;
  /** False when nothing of the organisation is kept. */
  mayHold(orgId: string): boolean;
  /** Drops everything of an organisation but these generations, by project. */
  retain(orgId: string, generations: ReadonlyMap<string, number>): Promise<void>;
  close(): Promise<void>;
}
