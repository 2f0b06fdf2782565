//! Files read by another part of the program: questions and answers as bytes (borsh), rows as their columns lie in memory.

use std::io::{Read, Seek};

use borsh::{BorshDeserialize, BorshSerialize};

use super::{InPlace, Opener};
use crate::ingest::{FilePart, MappingProfile, Options, Plan};
use crate::protocol::{FileError, MappingChoice, MappingDraft, MappingPreview, OpenFile};

/// What is asked of a file's bytes.
#[derive(BorshSerialize, BorshDeserialize)]
enum Question {
    Plan { file: OpenFile, options: Options },
    Open { file: OpenFile, options: Options },
    SuggestMapping { file: OpenFile },
    TryMapping { file: OpenFile, choice: MappingChoice },
    Profile { file: OpenFile, choice: MappingChoice },
}

/// Answers a question that [`Apart`] asks.
pub fn serve(question: &[u8], input: &mut (impl Read + Seek), progress: &mut dyn FnMut(u64, u64)) -> Vec<u8> {
    match borsh::from_slice(question) {
        Ok(Question::Plan { file, options }) => bytes_of(&InPlace.plan(&file, &options, input)),
        Ok(Question::Open { file, options }) => match InPlace.open(&file, &options, input, progress) {
            Ok(part) => ended(part.to_bytes(), PART),
            Err(error) => ended(bytes_of(&error), ERROR),
        },
        Ok(Question::SuggestMapping { file }) => bytes_of(&InPlace.suggest_mapping(&file, input)),
        Ok(Question::TryMapping { file, choice }) => bytes_of(&InPlace.try_mapping(&file, &choice, input)),
        Ok(Question::Profile { file, choice }) => bytes_of(&InPlace.profile(&file, &choice, input)),
        Err(_) => Vec::new(),
    }
}

/// Last byte of the answer with a file's rows, and of one without.
const PART: u8 = 1;
const ERROR: u8 = 0;

fn ended(mut bytes: Vec<u8>, end: u8) -> Vec<u8> {
    bytes.push(end);
    bytes
}

/// Has files read by another part, which answers each question's bytes with [`serve`], or tells why it cannot.
pub struct Apart<A>(pub A);

/// What is asked about.
pub enum Subject<'a, R> {
    /// A file that was given.
    Input(&'a mut R),
    /// Bytes at hand.
    Bytes(Vec<u8>),
}

impl<A> Apart<A> {
    fn ask<R>(
        &mut self,
        question: &Question,
        subject: Subject<'_, R>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<u8>, FileError>
    where
        A: FnMut(&[u8], Subject<'_, R>, &mut dyn FnMut(u64, u64)) -> Result<Vec<u8>, String>,
    {
        (self.0)(&bytes_of(question), subject, progress).map_err(|reason| FileError::Broken { line: 0, reason })
    }
}

impl<R, A> Opener<R> for Apart<A>
where
    A: FnMut(&[u8], Subject<'_, R>, &mut dyn FnMut(u64, u64)) -> Result<Vec<u8>, String>,
{
    fn plan(&mut self, file: &OpenFile, options: &Options, input: &mut R) -> Option<Plan> {
        let question = Question::Plan { file: file.clone(), options: options.clone() };
        let answer = self.ask(&question, Subject::Input(input), &mut |_, _| {}).ok()?;
        borsh::from_slice(&answer).ok()?
    }

    fn open(
        &mut self,
        file: &OpenFile,
        options: &Options,
        input: &mut R,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<FilePart, FileError> {
        let question = Question::Open { file: file.clone(), options: options.clone() };
        part_of(&self.ask(&question, Subject::Input(input), progress)?)
    }

    fn open_bytes(&mut self, file: &OpenFile, options: &Options, bytes: Vec<u8>) -> Result<FilePart, FileError> {
        let question = Question::Open { file: file.clone(), options: options.clone() };
        part_of(&self.ask(&question, Subject::Bytes(bytes), &mut |_, _| {})?)
    }

    fn suggest_mapping(&mut self, file: &OpenFile, input: &mut R) -> Result<MappingDraft, FileError> {
        let question = Question::SuggestMapping { file: file.clone() };
        answer_of(&self.ask(&question, Subject::Input(input), &mut |_, _| {})?)
    }

    fn try_mapping(&mut self, file: &OpenFile, choice: &MappingChoice, input: &mut R) -> Result<MappingPreview, FileError> {
        let question = Question::TryMapping { file: file.clone(), choice: choice.clone() };
        answer_of(&self.ask(&question, Subject::Input(input), &mut |_, _| {})?)
    }

    fn profile(&mut self, file: &OpenFile, choice: &MappingChoice, input: &mut R) -> Result<MappingProfile, FileError> {
        let question = Question::Profile { file: file.clone(), choice: choice.clone() };
        answer_of(&self.ask(&question, Subject::Input(input), &mut |_, _| {})?)
    }
}

/// Bytes in memory can always be written to.
fn bytes_of(value: &impl BorshSerialize) -> Vec<u8> {
    borsh::to_vec(value).unwrap_or_default()
}

fn part_of(answer: &[u8]) -> Result<FilePart, FileError> {
    match answer.split_last() {
        Some((&PART, part)) => FilePart::from_bytes(part).ok_or_else(unreadable),
        Some((&ERROR, error)) => Err(borsh::from_slice(error).unwrap_or_else(|_no_error| unreadable())),
        _ => Err(unreadable()),
    }
}

fn answer_of<T: BorshDeserialize>(answer: &[u8]) -> Result<T, FileError> {
    borsh::from_slice::<Result<T, FileError>>(answer).unwrap_or_else(|_no_answer| Err(unreadable()))
}

fn unreadable() -> FileError {
    FileError::Broken { line: 0, reason: "unreadable message".to_owned() }
}
