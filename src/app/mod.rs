//! The app in the tab.
