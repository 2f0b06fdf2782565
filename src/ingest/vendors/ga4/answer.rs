//! What the Data API itself answers: names of dimensions and metrics once, then rows of values in their order.

use serde::Deserialize;

use super::reports::count;
use crate::ingest::Reason;
use crate::ingest::mapping::{Draft, Element, Output, Scalar, loose_list, page_of};
use crate::model::TableName;

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, rename = "dimensionHeaders", default, deserialize_with = "loose_list")]
    dimensions: Vec<Header<'a>>,
    #[serde(borrow, rename = "metricHeaders", default, deserialize_with = "loose_list")]
    metrics: Vec<Header<'a>>,
    #[serde(borrow, default, deserialize_with = "loose_list")]
    rows: Vec<Row<'a>>,
}

#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow, rename = "dimensionValues", default, deserialize_with = "loose_list")]
    dimensions: Vec<Value<'a>>,
    #[serde(borrow, rename = "metricValues", default, deserialize_with = "loose_list")]
    metrics: Vec<Value<'a>>,
}

#[derive(Deserialize)]
struct Value<'a> {
    #[serde(borrow, default)]
    value: Scalar<'a>,
}

impl Answer<'_> {
    /// The value of a row under the first of some names that is there.
    fn get<'r>(&self, row: &'r Row<'_>, names: &[&str]) -> &'r str {
        let of = |headers: &[Header<'_>], values: &'r [Value<'_>], name: &str| {
            let at = headers.iter().position(|header| header.name.text() == name)?;
            values.get(at).map(|value| value.value.text())
        };
        let found = names
            .iter()
            .find_map(|name| of(&self.dimensions, &row.dimensions, name).or_else(|| of(&self.metrics, &row.metrics, name)));
        found.unwrap_or("")
    }
}

/// One row a date and page; rows by the name of an event count that event and no people.
pub(super) fn read_answer(element: &Element<'_>, output: &mut Output<'_>) -> Result<(), Reason> {
    let answer: Answer<'_> = element.parse()?;
    if answer.dimensions.iter().any(|header| header.name.text() == "eventName") {
        output.leave_out("rows by event");
        return Ok(());
    }
    for row in &answer.rows {
        let mut exposure = Draft::new(TableName::Exposure);
        let date = answer.get(row, &["date"]);
        match (date.len(), date.get(..4), date.get(4..6), date.get(6..8)) {
            (8, Some(year), Some(month), Some(day)) => exposure.set("date", &format!("{year}-{month}-{day}")),
            _ => exposure.set("date", date),
        }
        exposure.set("page", &page_of(answer.get(row, &["pagePath", "pagePathPlusQueryString", "landingPage"])));
        let views = count(answer.get(row, &["screenPageViews"])).unwrap_or_default().into_owned();
        let visitors = count(answer.get(row, &["totalUsers", "activeUsers", "sessions"])).unwrap_or_default().into_owned();
        exposure.set("impressions", &views);
        exposure.set("eligible_visitors", &visitors);
        output.push(&mut exposure);
    }
    Ok(())
}
