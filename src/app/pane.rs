//! The panes: which one has the keys, and where one comes back to.

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The list.
    List,
    /// The matrix.
    Matrix,
    /// The timeline.
    Timeline,
    /// The detail.
    Detail,
}

impl Pane {
    /// Returns whether its cursor stands on one obligation, a milestone × a product, rather than on a milestone.
    #[must_use]
    pub fn is_of_cells(self) -> bool {
        match self {
            Self::Matrix | Self::Timeline => true,
            Self::List | Self::Detail => false,
        }
    }

    /// Returns the pane that comes after it; the detail is not among them.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::List | Self::Detail => Self::Matrix,
            Self::Matrix => Self::Timeline,
            Self::Timeline => Self::List,
        }
    }

    /// Returns the pane that comes before it.
    #[must_use]
    pub fn previous(self) -> Self {
        match self {
            Self::List | Self::Detail => Self::Timeline,
            Self::Matrix => Self::List,
            Self::Timeline => Self::Matrix,
        }
    }
}

/// Which pane has the keys, and where one comes back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// The pane with the keys.
    pub pane: Pane,
    /// The pane from which the detail was opened.
    pub below: Pane,
}

impl Screen {
    /// Returns the pane with the keys; of the detail, the one from which it was opened.
    #[must_use]
    pub fn below_or_self(self) -> Pane {
        if self.pane == Pane::Detail { self.below } else { self.pane }
    }
}
