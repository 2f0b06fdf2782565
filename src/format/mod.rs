//! Numbers, dates and money as people read them.
