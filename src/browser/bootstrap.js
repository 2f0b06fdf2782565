
// Follows the worker's glue in one blob. The first message names the lock that the worker holds while it lives, the second is the compiled
// module; later ones go to the program, but for the compiled module of the opener, whose glue comes after this as `botworthOpenerGlue`.
onunhandledrejection = ({ reason }) => setTimeout(() => { throw reason; });
{
  let isStarted = false;
  let opener = null;
  let started = null;
  addEventListener("message", (event) => {
    if (typeof event.data === "string") {
      event.stopImmediatePropagation();
      const held = () => {
        postMessage("held");
        return new Promise(() => {});
      };
      // Where a browser gives no locks, a worker that it ends is not missed by itself.
      navigator.locks?.request(event.data, held).catch(() => {});
      return;
    }
    if (!(event.data instanceof WebAssembly.Module)) return;
    event.stopImmediatePropagation();
    if (isStarted) {
      opener = event.data;
    } else {
      isStarted = true;
      wasm_bindgen({ module_or_path: event.data });
    }
  });
  // One that failed, or holds much memory, is used no more: its memory goes back to the system.
  const MOST_BYTES = 64 << 20;
  self.botworthOpener = (question, handle, progress) => {
    if (!opener) throw new Error("the part that reads files could not be fetched: reload the page");
    if (!started) {
      const glue = botworthOpenerGlue();
      started = { answer: glue.answer, memory: glue.initSync({ module: opener }).memory };
    }
    const { answer, memory } = started;
    started = null;
    const bytes = answer(question, handle, progress);
    if (memory.buffer.byteLength <= MOST_BYTES) started = { answer, memory };
    return bytes;
  };
}
