// What a person would use instead, each reading the file that was chosen: `await measure(what)` gives seconds and what was
// counted, so that nobody is timed for doing nothing.

import * as duckdb from "@duckdb/duckdb-wasm";

const file = () => document.querySelector("input").files[0];
const named = (name) => [...document.querySelector("input").files].find((file) => file.name === name);
let database;

/** Runs one of the parsers in a worker of its own. */
function inWorker(what) {
  return new Promise((resolve, reject) => {
    const worker = new Worker("./worker.js");
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data.error) reject(new Error(data.error));
      else resolve(data);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ what, file: file() });
  });
}

async function timed(work) {
  const started = performance.now();
  const counted = await work();
  return { seconds: (performance.now() - started) / 1000, counted };
}

const MEASURES = {
  slices: () => inWorker("slices"),
  papaparse: () => inWorker("papaparse"),
  udsv: () => inWorker("udsv"),
  /** Starts the database: not timed, as the app's parts are in memory too when a file is dropped. */
  duckdbStart: () =>
    timed(async () => {
      const worker = new Worker("./node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js");
      const started = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
      await started.instantiate(new URL("./node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm", location.href).href);
      database = { db: started, connection: await started.connect() };
      return 0;
    }),
  duckdbLoad: () =>
    timed(async () => {
      const { db, connection } = database;
      for (const table of ["conversations", "leads", "revenue", "exposure"]) {
        await db.registerFileHandle(`${table}.csv`, named(`${table}.csv`), duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
        await connection.query(`create or replace table ${table} as from read_csv('${table}.csv', header = true)`);
      }
      const counted = await connection.query("select count(*) as n from conversations");
      return Number(counted.toArray()[0].n);
    }),
  duckdbScore: (statements) =>
    timed(async () => {
      let rows = 0;
      for (const statement of statements) rows += (await database.connection.query(statement)).numRows;
      return rows;
    }),
  duckdbGroups: () =>
    timed(async () => {
      const grouped = await database.connection.query(
        "select date_trunc('week', started_at) as week, channel, intent, count(*) as n, avg(csat) as csat from conversations group by all",
      );
      return grouped.numRows;
    }),
};

globalThis.measure = (what, argument) => MEASURES[what](argument);
