mod behind;
mod earlier;
mod files;
mod mapping;
mod ranges;

use std::io::Cursor;

use super::Session;
use crate::protocol::{OpenFile, Request, Response};

const CONVERSATIONS: &str = "conversation_id,started_at,intent\n\
    a,2026-03-02T10:00:00Z,faq\nb,2026-03-02T11:00:00Z,faq\nc,2026-03-03T10:00:00Z,refund\n";
const LEADS: &str = "lead_id,created_at\nl1,2026-03-03T10:00:00Z\nl2,never\n";

/// What a fresh session says to some files, opened in this order and numbered from 0.
fn say(session: &mut Session, files: &[(&str, &str)]) -> Vec<Response> {
    let opened = (0..).zip(files).map(|(file, (name, text))| OpenFile {
        file,
        name: (*name).to_owned(),
        size: text.len() as u64,
        sha256: None,
    });
    let mut texts = files.iter().map(|(_, text)| text.as_bytes());
    let mut said = Vec::new();
    session.answer(
        vec![Request::Open { files: opened.collect() }],
        |_| Cursor::new(texts.next().unwrap_or_default()),
        &mut |response| said.push(response),
    );
    said
}

fn json(said: &[Response]) -> &str {
    said.iter()
        .find_map(|response| match response {
            Response::Scorecard { json, .. } => Some(json.as_str()),
            _ => None,
        })
        .unwrap_or_default()
}

/// A request's answers, with the bytes of files by number.
fn ask(session: &mut Session, request: Request, bytes: &[&str]) -> Vec<Response> {
    let mut said = Vec::new();
    let input = |file: &OpenFile| Cursor::new(bytes[file.file as usize].as_bytes().to_vec());
    session.answer(vec![request], input, &mut |response| said.push(response));
    said
}

/// The files that are to be read again.
fn again(said: &[Response]) -> Vec<u32> {
    let files = said.iter().find_map(|response| match response {
        Response::Mappings { again, .. } => Some(again.iter().map(|file| file.file).collect()),
        _ => None,
    });
    files.unwrap_or_default()
}
