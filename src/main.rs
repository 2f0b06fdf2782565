//! The app: mounts itself into the page.

fn main() {
    botworth::app::start();
}
