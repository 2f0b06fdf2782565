//! Why a cell or a row was kept out. Codes are stable: the tab translates them.

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)?) => {
        /// Why a cell counts as unknown, or a row was kept out (METRICS section 1).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, borsh::BorshSerialize, borsh::BorshDeserialize)]
        pub enum Reason { $($(#[$doc])* $variant),* }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Stable code, as the ledger prints it.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }
    };
}

reasons! {
    /// A required cell is empty or not there.
    RequiredEmpty = "required_empty",
    /// Not an RFC 3339 timestamp.
    NotATimestamp = "not_a_timestamp",
    /// Not a date of the form 2026-03-01.
    NotADate = "not_a_date",
    /// Before 2000 or after 2099.
    YearOutOfRange = "year_out_of_range",
    /// An end before its start.
    EndsBeforeStart = "ends_before_start",
    /// Not a number.
    NotANumber = "not_a_number",
    /// A count with a fraction.
    NotWhole = "not_whole",
    /// Below zero where nothing can be.
    Negative = "negative",
    /// More than can be counted or computed: a number beyond 10^15, above or below 0.
    TooLarge = "too_large",
    /// A name or an id of more than 128 KiB.
    TooLong = "too_long",
    /// Not true/false, 1/0 or yes/no.
    NotABoolean = "not_a_boolean",
    /// None of the words that this column knows.
    UnknownWord = "unknown_word",
    /// A phone number without a digit.
    NotAPhone = "not_a_phone",
    /// Bytes that are not UTF-8, or an escape that names no character.
    NotText = "not_text",
    /// A JSON object or list where one value is expected.
    Nested = "nested",
    /// An event with neither a conversation nor an identity.
    NoIdentity = "no_identity",
    /// More cells than the header names; the row counts without them.
    ExtraCells = "extra_cells",
    /// A quote is opened and never closed.
    OpenQuote = "open_quote",
    /// A line that is not a JSON object.
    NotJson = "not_json",
    /// A line that names more columns than can be told apart.
    TooManyColumns = "too_many_columns",
    /// A date that can be read day first and month first, and no row of the file tells which.
    AmbiguousDate = "ambiguous_date",
    /// A number whose mark can stand for thousands and for decimals, and no row of the file tells which.
    AmbiguousNumber = "ambiguous_number",
    /// A time in another zone than the times of the file's other columns.
    AnotherZone = "another_zone",
    /// Not a length of time.
    NotADuration = "not_a_duration",
    /// A JSON record of another shape than its file's kind.
    NotThisKind = "not_this_kind",
    /// The file ends within a list of records: what was read counts, and rows may be missing.
    EndsEarly = "ends_early",
    /// An id that a spreadsheet has written as a number such as 2.15E+14: it stands for many.
    MangledId = "mangled_id",
    /// A total of something that no conversation can be made of.
    TotalOfOthers = "total_of_others",
    /// A line under the rows that is none: totals or a footer. It counts as no row.
    TrailerRow = "trailer_row",
    /// Another table starts under the first; it is not read.
    SecondTable = "second_table",
    /// A file that is known and holds nothing that any metric needs: names, settings, other details.
    NotNeeded = "not_needed",
    /// A row about a lead, order, ticket or conversation that is in none of the files.
    NoSuchRecord = "no_such_record",
}
