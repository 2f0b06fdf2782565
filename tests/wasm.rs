//! What only a browser can show: files read slice by slice in a worker, and numbers with the same bits as natively.

#![cfg(all(target_arch = "wasm32", feature = "worker"))]
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::io::Read as _;

use botworth::browser::sliced_file::{SLICE_BYTES, SlicedFile};
use js_sys::{Array, Uint8Array};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::File;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// A file whose byte at each place tells the place.
fn file(length: usize) -> (Vec<u8>, File) {
    let bytes: Vec<u8> = (0..length).map(|at| u8::try_from((at ^ (at >> 8) ^ (at >> 16)) & 255).unwrap()).collect();
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    (bytes, File::new_with_u8_array_sequence(&parts, "export.csv").unwrap())
}

#[wasm_bindgen_test]
fn a_file_of_several_slices_is_read_as_it_is() {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "8 MiB")]
    let slice = SLICE_BYTES as usize;
    for length in [0, 1, slice - 1, slice, slice + 1, 2 * slice + 12_345] {
        let (bytes, file) = file(length);
        let mut read = Vec::new();
        SlicedFile::new(file).unwrap().read_to_end(&mut read).unwrap();
        assert!(read == bytes, "{length} bytes");
    }
}

#[wasm_bindgen_test]
fn small_reads_lose_nothing_at_the_edge_of_a_slice() {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "8 MiB")]
    let slice = SLICE_BYTES as usize;
    let (bytes, file) = file(slice + 10);
    let mut stream = SlicedFile::new(file).unwrap();
    let mut read = Vec::new();
    let mut window = vec![0; 65_537];
    loop {
        let count = stream.read(&mut window).unwrap();
        if count == 0 {
            break;
        }
        read.extend_from_slice(&window[..count]);
    }
    assert!(read == bytes);
}
