//! Makes a table's row type and its column type from one list of fields. Which tables there are is not said here.

macro_rules! table {
    (
        $(#[$table_doc:meta])* $table:ident;
        $(#[$row_doc:meta])* $row:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }
    ) => {
        $(#[$row_doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $row {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Where the row was read.
            pub origin: Origin,
        }

        impl $row {
            /// Lays a later row of the same record over this one: per column the last known cell.
            pub fn overlay(&mut self, later: &Self) {
                $(if later.$field.is_known() { self.$field = later.$field; })*
            }
        }

        impl $row {
            /// The row once the zone of its local times is known.
            #[must_use]
            pub fn in_zone(mut self, zone: &Zone) -> Self {
                $(self.$field = self.$field.in_zone(zone);)*
                self
            }
        }

        $(#[$table_doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $table {
            $($(#[$field_doc])* pub $field: Column<$type>,)*
            /// Where each row was read.
            pub origin: Origins,
        }

        impl $table {
            /// Number of rows.
            pub fn len(&self) -> usize {
                self.origin.len()
            }

            /// Whether there is no row.
            pub fn is_empty(&self) -> bool {
                self.origin.is_empty()
            }

            /// Adds a row at the end.
            pub fn push(&mut self, row: $row) {
                let at = self.len();
                $(self.$field.set(at, row.$field);)*
                self.origin.push(row.origin);
            }

            /// Puts other cells into the row at a position, which stays where it was read.
            pub fn set(&mut self, at: usize, row: &$row) {
                if at < self.len() {
                    $(self.$field.set(at, row.$field);)*
                }
            }

            /// The row at a position; all empty past the end.
            pub fn row(&self, at: usize) -> $row {
                $row {
                    $($field: self.$field.get(at),)*
                    origin: self.origin.get(at).unwrap_or_default(),
                }
            }

            /// All rows in order.
            pub fn rows(&self) -> impl Iterator<Item = $row> + '_ {
                (0..self.len()).map(|at| self.row(at))
            }

            /// Adds all rows of a table whose symbols are given in this table's dictionary, as rows of a file, so many lines
            /// further down in it.
            pub fn append(&mut self, other: &Self, symbols: &Symbols, file: u32, lines: u32) {
                let at = self.len();
                $(self.$field.append(at, &other.$field, symbols);)*
                self.origin.append(&other.origin, file, lines);
            }

            /// Room for so many more rows like those that are there.
            pub fn reserve(&mut self, more: usize) {
                $(self.$field.reserve(more);)*
            }

            /// Bytes held.
            pub fn bytes(&self) -> usize {
                0 $(+ self.$field.bytes())* + self.origin.bytes()
            }

            pub(super) fn write(&self, writer: &mut Writer) {
                writer.origins(&self.origin);
                $(writer.codes(self.$field.codes());)*
            }

            pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
                Some(Self {
                    origin: reader.origins()?,
                    $($field: Column::from_codes(reader.codes()?),)*
                })
            }
        }
    };
}

pub(super) use table;
