//! What the lists of all vendors have to be, whoever wrote them.

#[test]
fn every_mapping_names_columns_that_its_table_has() {
    for (kind, table, column) in botworth::ingest::mapped_columns() {
        assert!(botworth::ingest::columns(table).contains(&column), "{kind}: {} has no column {column}", table.word());
    }
}

/// The table of sources, a row a line.
fn readme_rows() -> Vec<String> {
    let readme = include_str!("../../README.md");
    let (_, after) = readme.split_once("| source | file kinds |").unwrap();
    after.lines().skip(2).take_while(|line| line.starts_with('|')).map(str::to_owned).collect()
}

#[test]
fn the_readme_names_every_source_and_says_which_files_are_mapped_by_hand() {
    let rows = readme_rows();
    // What connectors write alike for all vendors is called in words of no vendor.
    let of_vendors = botworth::ingest::recognised_kinds().filter(|label| label.starts_with(char::is_uppercase));
    for label in of_vendors {
        let vendor = label.split(' ').next().unwrap();
        let is_named = rows.iter().any(|row| row.contains(vendor) && row.contains("recognised"));
        assert!(is_named, "{label} is recognised, and no row of the README says so");
    }
    for label in botworth::ingest::proposed_kinds() {
        let (vendor, what) = label.split_once(' ').unwrap();
        let is_named = rows.iter().any(|row| row.contains(vendor) && row.contains("mapped") && row.contains(what));
        assert!(is_named, "{label} is proposed, and no row of the README says that it is mapped");
    }
}
