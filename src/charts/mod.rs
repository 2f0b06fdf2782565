//! Chart specifications, marks and SVG.
