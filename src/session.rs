//! What is loaded and asked.
