//! The value of `repeat`.

use super::fields::Field;
use super::sink::{Sink, quote, shorten};
use crate::domain::finding::{Code, Finding, Placed};
use crate::domain::record::Repeat;
use crate::domain::repeat::parse_repeat;

/// Reads the value of `repeat`.
pub fn read(field: &Field<'_>, sink: &mut Sink<'_>) -> Option<Placed<Repeat>> {
    let text = field.scalar(sink)?;
    let place = field.value.place();
    let text = if text.len() > 200 { shorten(text) } else { text.to_string() };
    match parse_repeat(&text) {
        Ok(repeat) => Some(Placed::new(repeat, place)),
        Err(wrong) => {
            let message = format!("{} is not a way to repeat", quote(&text));
            sink.add(Finding::error(Code::Repeat, place, message).label(wrong.label).hint(wrong.hint));
            None
        }
    }
}
