//! A reader: reads ranges of large files for the tab that started it.

fn main() {
    botworth::reader::serve();
}
