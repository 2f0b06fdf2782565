//! The unpacker: makes files of archives, workbooks and old encodings for the tab that started it.

fn main() {
    botworth::unpacker::serve();
}
