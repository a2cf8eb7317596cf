/** Whether what was stored is what clients saw. */
import pg from "pg";

const SETTLE_LIMIT_MS = 60_000;

export async function checkRecords(databaseUrl, orgId, { answered, sent }) {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    const missing = await untilNoneMissing(db, orgId, answered);
    const number = async (sql) => Number((await db.query(sql, [orgId])).rows[0].count);
    const rows = await number("SELECT count(*) FROM requests WHERE org_id = $1");
    const twice = await number(
      "SELECT count(*) FROM (SELECT id FROM requests WHERE org_id = $1 GROUP BY id HAVING count(*) > 1) AS again",
    );
    const rolledUp = await number(
      "SELECT coalesce(sum(request_count), 0) AS count FROM request_rollups WHERE org_id = $1",
    );
    return [
      {
        name: "every answer has a record",
        isOk: missing === 0,
        detail: `${missing} of ${answered.length} missing`,
      },
      { name: "no record is there twice", isOk: twice === 0, detail: `${twice} ids` },
      { name: "no record without a request", isOk: rows <= sent, detail: `${rows} of ${sent} sent` },
      { name: "rollups equal the records", isOk: rolledUp === rows, detail: `${rolledUp} and ${rows}` },
    ];
  } finally {
    await db.end();
  }
}

async function untilNoneMissing(db, orgId, ids) {
  const until = Date.now() + SETTLE_LIMIT_MS;
  for (;;) {
    const { rows } = await db.query(
      `SELECT count(*)::int AS count FROM unnest($2::uuid[]) AS wanted(id)
       WHERE NOT EXISTS (SELECT FROM requests r WHERE r.id = wanted.id AND r.org_id = $1)`,
      [orgId, ids],
    );
    if (rows[0].count === 0 || Date.now() > until) return rows[0].count;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
