// Drops, as the browser itself makes them.

/** Drops paths of this machine onto the middle of the page, as a person does. */
export async function drop(page, paths) {
  const client = await page.createCDPSession();
  const { width, height } = page.viewport();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await client.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
  }
}
