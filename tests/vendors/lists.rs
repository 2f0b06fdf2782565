//! What the lists of all vendors have to be, whoever wrote them.

#[test]
fn every_mapping_names_columns_that_its_table_has() {
    for (kind, table, column) in botworth::ingest::mapped_columns() {
        assert!(botworth::ingest::columns(table).contains(&column), "{kind}: {} has no column {column}", table.word());
    }
}
