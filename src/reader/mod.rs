//! A reader's serve loop: hears of a range of a file, reads its rows, hands them over. Knows no importer but that of
//! Botworth's own tables, no zone and no metric: it is small, so that several start at once.

use std::io::Read;

use sha2::{Digest, Sha256};

use crate::browser::scope;
use crate::browser::sliced_file::SlicedFile;
use crate::ingest::{Plan, RangeOrder, RangePart, read_range};
use crate::protocol::{ReadAnswer, ToRead};

/// Bytes after the end of a range that are read with it: the rest of its last row, nearly always.
const SPILL_BYTES: u64 = 64 << 10;

/// Serves until the tab ends this worker.
pub fn serve() {
    scope::listen(|message| {
        let Ok((bytes, handles)) = message else { return };
        let handle = handles.get(0);
        match borsh::from_slice::<ToRead>(&bytes) {
            Ok(ToRead::Range { file, plan, order }) => {
                let part = range(&plan, &order, &handle).map(|part| part.to_bytes()).unwrap_or_default();
                scope::post_moving(&answer(&ReadAnswer::Range { file }), &part);
            }
            Ok(ToRead::Hash { file }) => {
                let answer = answer(&ReadAnswer::Hash { file, sha256: hash(&handle) });
                scope::post_moving(&answer, &[]);
            }
            Err(_) => {}
        }
    });
    scope::post_moving(&answer(&ReadAnswer::Ready), &[]);
}

/// The rows that start in a range; none if the message or the bytes cannot be had.
fn range(plan: &[u8], order: &[u8], handle: &wasm_bindgen::JsValue) -> Option<RangePart> {
    let (plan, order) = (Plan::from_bytes(plan)?, RangeOrder::from_bytes(order)?);
    let bytes = plan.bytes_of(order.range);
    let input = SlicedFile::starting(handle, bytes.start, bytes.end - bytes.start + SPILL_BYTES).ok()?;
    Some(read_range(&plan, order, input, &mut |_, _| {}))
}

/// SHA-256 of all bytes in lower-case hex.
fn hash(handle: &wasm_bindgen::JsValue) -> Option<String> {
    let mut input = SlicedFile::starting(handle, 0, 0).ok()?;
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 20]);
    loop {
        match input.read(&mut piece).ok()? {
            0 => break,
            read => hash.update(piece.get(..read)?),
        }
    }
    Some(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn answer(answer: &ReadAnswer) -> Vec<u8> {
    borsh::to_vec(answer).unwrap_or_default()
}
