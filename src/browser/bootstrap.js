
// Follows the worker's glue in one blob. The first message is the compiled module; later ones go to the program.
onunhandledrejection = ({ reason }) => setTimeout(() => { throw reason; });
onmessage = ({ data }) => {
  onmessage = null;
  wasm_bindgen({ module_or_path: data });
};
