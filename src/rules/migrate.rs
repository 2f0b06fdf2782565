//! Older rules files, brought to the form of today before they are read.
//!
//! A file may name its form in `schema`; one without it has the form of today. When a rule is renamed or split, a step is
//! added at the end of [`STEPS`], so that the form's number goes up by one.

use serde_json::{Map, Value};

use super::RulesError;

/// Brings a file of one form to the next.
pub(super) type Step = fn(&mut Map<String, Value>);

/// The step at index `i` leads from form `i + 1` to form `i + 2`. The first form is today's.
pub(super) const STEPS: &[Step] = &[];

/// The key that names the form.
pub(super) const SCHEMA_KEY: &str = "schema";

/// Applies the steps that a file has not been through, and takes `schema` out.
pub(super) fn migrate(object: &mut Map<String, Value>, steps: &[Step]) -> Result<(), RulesError> {
    let known = steps.len() as u64 + 1;
    let Some(written) = object.remove(SCHEMA_KEY) else { return Ok(()) };
    // A form that is no whole number is left for the reader to name as an unknown key.
    let Some(schema) = written.as_u64().filter(|schema| *schema > 0) else {
        object.insert(SCHEMA_KEY.to_owned(), written);
        return Ok(());
    };
    if schema > known {
        return Err(RulesError::TooNew { schema, known });
    }
    for step in steps.iter().skip(usize::try_from(schema - 1).unwrap_or(usize::MAX)) {
        step(object);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RENAMES: &[Step] = &[
        |object| {
            if let Some(days) = object.remove("recontact_window") {
                object.insert("recontact".to_owned(), days);
            }
        },
        |object| {
            if let Some(days) = object.remove("recontact") {
                object.insert("recontact_days".to_owned(), days);
            }
        },
    ];

    fn migrated(text: &str) -> Result<String, RulesError> {
        let mut object = serde_json::from_str(text).unwrap();
        migrate(&mut object, RENAMES)?;
        Ok(serde_json::to_string(&object).unwrap())
    }

    #[test]
    fn a_file_goes_through_the_steps_it_has_missed() {
        assert_eq!(migrated(r#"{"schema": 1, "recontact_window": 7}"#).unwrap(), r#"{"recontact_days":7}"#);
        assert_eq!(migrated(r#"{"schema": 2, "recontact": 7}"#).unwrap(), r#"{"recontact_days":7}"#);
        assert_eq!(migrated(r#"{"schema": 3, "recontact": 7}"#).unwrap(), r#"{"recontact":7}"#);
        assert_eq!(migrated(r#"{"recontact": 7}"#).unwrap(), r#"{"recontact":7}"#);
    }

    #[test]
    fn a_later_form_is_refused() {
        let error = migrated(r#"{"schema": 4}"#).unwrap_err();
        assert_eq!(error.to_string(), "these rules have form 4, and this version knows form 3 and before");
    }

    #[test]
    fn a_form_that_is_no_number_stays_for_the_reader() {
        assert_eq!(migrated(r#"{"schema":"one"}"#).unwrap(), r#"{"schema":"one"}"#);
    }
}
