//! A reader: reads ranges of large files for the tab that started it.

fn main() {
    // The message reaches the tab as an error; without it a panic would look like memory that ran out.
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
    botworth::reader::serve();
}
