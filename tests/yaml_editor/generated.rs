//! Documents that nobody wrote.
