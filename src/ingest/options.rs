//! What a user may say about one file before it is read.

use borsh::{BorshDeserialize, BorshSerialize};

use super::profile::MappingProfile;

/// Order of day and month in dates such as 03/04/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

/// What a file does not say of itself. Everything is optional: a file that is recognised needs none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Options {
    /// IANA name of the zone of times that carry none and whose header names none; else they stay on the local clock
    /// and `rules.time_zone` holds (METRICS section 1).
    pub time_zone: Option<String>,
    /// Day or month first, where no row of the file tells.
    pub date_order: Option<DateOrder>,
    /// Name of the encoding as browsers have it (`shift_jis`); else it is told from the bytes.
    pub encoding: Option<String>,
    /// SHA-256 in lower-case hex of the file that a person has, where the bytes that are read were made from it: a sheet of
    /// a workbook, text that was decoded.
    pub sha256: Option<String>,
    /// Prefix of the file's ids in place of the vendor's: another one keeps two shops apart, the same one joins two
    /// sources, and an empty one joins the file with Botworth's own.
    pub namespace: Option<String>,
    /// What people said of files with certain headers: the first that fits is used in place of any importer.
    pub profiles: Vec<MappingProfile>,
}
