// Files that a test writes for itself.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes texts by name into a folder of the scratch folder; their paths. */
export function written(scratch, folder, files) {
  mkdirSync(join(scratch, folder), { recursive: true });
  return Object.entries(files).map(([name, text]) => {
    const path = join(scratch, folder, name);
    writeFileSync(path, text);
    return path;
  });
}
