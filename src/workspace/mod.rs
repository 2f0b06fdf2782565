//! What a company keeps from one week to the next: its rules, mappings, views, what it decided about gaps, scenarios, and the
//! numbers of past weeks. A file that is saved, passed on and opened by hand; no row of any export is in it.
//!
//! Knows neither session nor browser. Its JSON names its form, and each part is read as a file of its own would be.

mod error;
mod series;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub use error::WorkspaceError;
pub use series::{Series, extended, taken_from_files};

use crate::ingest::MappingProfile;
use crate::insight::gaps::Roadmap;
use crate::insight::what_if::Scenario;
use crate::rules::Rules;

/// The form that this version writes, and the latest that it reads.
const FORM: u64 = 1;

/// Everything kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    /// The rules in force.
    pub rules: Rules,
    /// What people said of files' columns, the latest first.
    pub mappings: Vec<MappingProfile>,
    /// What the tab keeps.
    pub kept: Kept,
    /// Past weeks, by the rules they were counted under.
    pub series: Vec<Series>,
}

/// The part of a workspace that people make in the tab.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Kept {
    /// Named choices of what is shown.
    pub views: Vec<SavedView>,
    /// What was decided about gaps.
    pub gaps: Roadmap,
    /// Changes that were played through.
    pub scenarios: Vec<Scenario>,
}

/// A named choice of what is shown: page, dates, filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct SavedView {
    /// Its name.
    pub name: String,
    /// Its address after the `#`: `support?channel=web`.
    pub address: String,
}

impl Kept {
    /// Keeps a view under a name, in place of any other of that name. A view without a name is not kept.
    pub fn keep_view(&mut self, name: &str, address: &str) {
        let name = name.trim();
        if !name.is_empty() {
            self.remove_view(name);
            self.views.push(SavedView { name: name.to_owned(), address: address.to_owned() });
        }
    }

    /// Keeps the view of this name no more.
    pub fn remove_view(&mut self, name: &str) {
        self.views.retain(|view| view.name != name);
    }
}

/// As it is written. The parts that have readers of their own stay text until these read them.
#[derive(Serialize, Deserialize)]
struct Written {
    botworth_workspace: u64,
    #[serde(default)]
    rules: Option<Box<RawValue>>,
    #[serde(default)]
    mappings: Vec<Box<RawValue>>,
    #[serde(default)]
    views: Vec<SavedView>,
    #[serde(default)]
    gaps: Roadmap,
    #[serde(default)]
    scenarios: Vec<Scenario>,
    #[serde(default)]
    series: Vec<Series>,
}

impl Workspace {
    /// Reads a saved workspace.
    pub fn from_json(json: &str) -> Result<Self, WorkspaceError> {
        #[derive(Deserialize)]
        struct Form {
            botworth_workspace: u64,
        }
        let not_json = |error: serde_json::Error| WorkspaceError::NotRead {
            line: error.line(),
            reason: error.to_string().split(" at line ").next().unwrap_or_default().to_owned(),
        };
        let Form { botworth_workspace: form } = serde_json::from_str(json).map_err(not_json)?;
        if form > FORM {
            return Err(WorkspaceError::TooNew { form, known: FORM });
        }
        let written: Written = serde_json::from_str(json).map_err(not_json)?;
        let rules = written.rules.as_ref().map(|rules| Rules::from_json(rules.get())).transpose()?;
        let mappings = written.mappings.iter().map(|mapping| MappingProfile::from_json(mapping.get()));
        let mappings = mappings.map(|read| read.map(|(profile, _)| profile)).collect::<Result<_, _>>()?;
        let Written { views, gaps, scenarios, series, .. } = written;
        let rules = rules.map(|(rules, _)| rules).unwrap_or_default();
        Ok(Self { rules, mappings, kept: Kept { views, gaps, scenarios }, series })
    }

    /// Writes it as a file.
    pub fn to_json(&self) -> Result<String, WorkspaceError> {
        let raw = |json: String| RawValue::from_string(json);
        let write = || {
            let Kept { views, gaps, scenarios } = self.kept.clone();
            let written = Written {
                botworth_workspace: FORM,
                rules: Some(raw(self.rules.canonical())?),
                mappings: self.mappings.iter().map(|mapping| raw(mapping.to_json())).collect::<Result<_, _>>()?,
                views,
                gaps,
                scenarios,
                series: self.series.clone(),
            };
            serde_json::to_string(&written)
        };
        write().map_err(|error| WorkspaceError::NotRead { line: error.line(), reason: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::what_if::Lever;

    fn workspace() -> Workspace {
        let mut kept = Kept::default();
        kept.keep_view(" Web alone ", "support?channel=web");
        kept.scenarios.push(Scenario { name: "dearer".to_owned(), changes: vec![Lever::ManualCost { amount: 6.0 }] });
        let mapping = r#"{"botworth_mapping":1,"name":"desk","table":"conversations","headers":["Chat No","Began"],
            "columns":[{"column":"Chat No","to":"conversation_id"},{"column":"Began","to":"started_at"}]}"#;
        let (mapping, _) = MappingProfile::from_json(mapping).unwrap();
        Workspace { rules: Rules { margin: 0.4, ..Rules::default() }, mappings: vec![mapping], kept, series: Vec::new() }
    }

    #[test]
    fn a_saved_workspace_is_read_as_it_was() {
        let json = workspace().to_json().unwrap();
        assert!(json.starts_with(r#"{"botworth_workspace":1,"#), "as files are recognised");
        assert_eq!(Workspace::from_json(&json).unwrap(), workspace());
    }

    #[test]
    fn parts_that_are_absent_are_empty_and_a_later_form_is_refused() {
        assert_eq!(Workspace::from_json(r#"{"botworth_workspace": 1}"#).unwrap(), Workspace::default());
        let refused = |json| Workspace::from_json(json).unwrap_err().to_string();
        assert_eq!(
            refused(r#"{"botworth_workspace": 2}"#),
            "this workspace has form 2, and this version knows form 1 and before"
        );
        assert!(refused(r#"{"botworth_workspace": 1, "rules": {"margin": 3}}"#).contains("margin is 3"));
        assert!(refused(r#"{"botworth_workspace": 1, "views": 3}"#).contains("line 1"));
    }

    #[test]
    fn a_view_has_one_name_and_a_name_one_view() {
        let mut kept = Kept::default();
        kept.keep_view("Web", "support?channel=web");
        kept.keep_view("Web", "lead?channel=web");
        kept.keep_view("  ", "lead");
        assert_eq!(kept.views, [SavedView { name: "Web".to_owned(), address: "lead?channel=web".to_owned() }]);
        kept.remove_view("Web");
        assert_eq!(kept.views, []);
    }
}
