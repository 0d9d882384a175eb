//! What the program asks of its shell. Plain data; answers come back as messages.

/// A request to the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the file again now.
    Reload,
    /// Open the file in `$VISUAL` or `$EDITOR` at a line, from 1; then [`super::message::Message::Resumed`].
    OpenEditor {
        /// The line.
        line: u32,
    },
    /// Open the built-in example in place of a file, read-only; then [`super::message::Message::Loaded`].
    OpenExample,
    /// Clear the terminal and draw all of it again.
    Repaint,
    /// Stop (Ctrl-Z) until the user brings the program back; then [`super::message::Message::Resumed`].
    Suspend,
    /// Leave with this exit code.
    Quit {
        /// The exit code.
        code: u8,
    },
}
