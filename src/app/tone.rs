//! What a piece of text means on the screen; `ui` makes colours of it.

use crate::domain::band::Band;
use crate::domain::status::Status;

/// What a piece of text means. No tone carries meaning alone: a glyph or a word always says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// The terminal's own colour.
    Plain,
    /// Less important.
    Dim,
    /// Barely there: dots and rules.
    Faint,
    /// More important.
    Strong,
    /// The program's own names, keys, the cursor.
    Accent,
    /// A band.
    Band(Band),
    /// A band, as a head or a countdown that must be seen.
    BandStrong(Band),
    /// A status.
    Status(Status),
    /// Wrong, broken, late.
    Bad,
    /// Doubtful.
    Doubtful,
    /// Good.
    Good,
    /// An address on the net.
    Link,
    /// Emphasis.
    Italic,
    /// Strong emphasis.
    BoldItalic,
    /// Code.
    Code,
    /// The part of an input that is not understood.
    Ignored,
    /// Repealed, stayed or vacated.
    Struck,
}
