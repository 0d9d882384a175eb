//! What went wrong at the edge: a kind that decides the exit code, one line of message, one of hint.

/// What sort of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The data has errors; everything that can be read was read.
    Findings,
    /// A wrong argument, an unknown address, a filter that does not parse.
    Usage,
    /// A file that is missing, unreadable, not text, too large or not written; a terminal that cannot be used.
    File,
    /// The file was changed by somebody else.
    Conflict,
}

impl ErrorKind {
    /// Returns the exit code of the process.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Findings => 1,
            Self::Usage => 2,
            Self::File => 3,
            Self::Conflict => 4,
        }
    }
}

/// A failure as it is told to the user.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What sort of failure it was.
    pub kind: ErrorKind,
    /// What was found and where; one line, lower case, no period.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// What lies below.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// Makes an error without hint and source.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: String::new(), source: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Adds what lies below.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_shown_by_its_message_alone() {
        let below = std::io::Error::other("the disk is on fire");
        let error = Error::new(ErrorKind::File, "cannot read 'a.yaml'").hint("put it out").because(below);
        assert_eq!(error.to_string(), "cannot read 'a.yaml'");
        assert!(std::error::Error::source(&error).is_some());
        assert_eq!(error.kind.exit_code(), 3);
    }
}
