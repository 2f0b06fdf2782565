//! The worker: serves the tab that started it.

fn main() {
    botworth::worker::serve();
}
