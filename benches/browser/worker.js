// One parser over one file, in a worker, as the app reads in one.
/* global Papa, uDSV */

// Before the file comes, so that nobody waits for a script.
importScripts("./node_modules/papaparse/papaparse.min.js", "./node_modules/udsv/dist/uDSV.iife.min.js");

const SLICE = 8 * 1024 * 1024;

function slices(file, take) {
  const reader = new FileReaderSync();
  for (let at = 0; at < file.size; at += SLICE) take(reader.readAsArrayBuffer(file.slice(at, at + SLICE)));
}

const READ = {
  async slices(file) {
    let bytes = 0;
    slices(file, (buffer) => (bytes += buffer.byteLength));
    return bytes;
  },
  async papaparse(file) {
    let rows = 0;
    await new Promise((resolve, reject) => {
      Papa.parse(file, { chunkSize: SLICE, chunk: ({ data }) => (rows += data.length), complete: resolve, error: reject });
    });
    return rows;
  },
  async udsv(file) {
    const decoder = new TextDecoder();
    let parser;
    let rows = 0;
    const count = (found) => void (rows += found.length);
    slices(file, (buffer) => {
      const text = decoder.decode(buffer, { stream: true });
      parser ??= uDSV.initParser(uDSV.inferSchema(text));
      parser.chunk(text, parser.stringArrs, count);
    });
    parser.end();
    return rows;
  },
};

onmessage = async ({ data: { what, file } }) => {
  try {
    const started = performance.now();
    const counted = await READ[what](file);
    postMessage({ seconds: (performance.now() - started) / 1000, counted });
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
