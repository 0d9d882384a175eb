//! Edits: from what somebody wants to bytes, and back.

mod given;
mod impact;

mod amending;
mod anchors;
mod braces;
mod breaches;
mod clocks;
mod making;
mod properties;
mod records;
mod sequences;
mod series;
mod settling;
mod shapes;
mod shipped;
mod undoing;
