//! The words behind `has:`, `no:` and `is:`.

/// Something that a milestone or an obligation may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facet {
    Note,
    Owner,
    Backup,
    Product,
    Tag,
    Date,
    Opens,
    Source,
    Citation,
    Verified,
    Severity,
    Penalty,
    Moved,
    Evidence,
    Closed,
    Chase,
}

impl Facet {
    pub(super) const ALL: [Self; 16] = [
        Self::Note,
        Self::Owner,
        Self::Backup,
        Self::Product,
        Self::Tag,
        Self::Date,
        Self::Opens,
        Self::Source,
        Self::Citation,
        Self::Verified,
        Self::Severity,
        Self::Penalty,
        Self::Moved,
        Self::Evidence,
        Self::Closed,
        Self::Chase,
    ];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Owner => "owner",
            Self::Backup => "backup",
            Self::Product => "product",
            Self::Tag => "tag",
            Self::Date => "date",
            Self::Opens => "opens",
            Self::Source => "source",
            Self::Citation => "citation",
            Self::Verified => "verified",
            Self::Severity => "severity",
            Self::Penalty => "penalty",
            Self::Moved => "moved",
            Self::Evidence => "evidence",
            Self::Closed => "closed",
            Self::Chase => "chase",
        }
    }

    pub(super) fn is_about_cells(self) -> bool {
        matches!(self, Self::Owner | Self::Evidence | Self::Closed | Self::Chase)
    }
}

/// What a milestone or an obligation may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quality {
    Overdue,
    Today,
    Week,
    Month,
    /// Its date was moved.
    Moved,
    /// Nobody compared it with its source.
    Unverified,
    /// It is to be compared with its source now.
    VerifyDue,
}

impl Quality {
    pub(super) const ALL: [Self; 7] =
        [Self::Overdue, Self::Today, Self::Week, Self::Month, Self::Moved, Self::Unverified, Self::VerifyDue];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Week => "week",
            Self::Month => "month",
            Self::Moved => "moved",
            Self::Unverified => "unverified",
            Self::VerifyDue => "verify-due",
        }
    }
}
