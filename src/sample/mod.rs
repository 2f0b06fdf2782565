//! The seeded sample data set.
