//! Ids of records, and addresses made of them.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;

/// The id of a product that is built in: the organisation itself.
pub const ORG: &str = "org";

/// The id of a record: `[a-z0-9][a-z0-9._-]*`, and nothing that some YAML reads as another type.
///
/// Clones share one text: a product is named by thousands of milestones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Makes an id of `text` if it is one.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it, and what to do.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let mut chars = text.chars();
        let first_fits = chars.next().is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        if !first_fits || !chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c)) {
            return Err(IdError::Letters);
        }
        if text.starts_with("x-") || text == "all" {
            return Err(IdError::Reserved);
        }
        if reads_as_another_type(text) {
            return Err(IdError::Typed);
        }
        Ok(Self(text.into()))
    }

    /// Takes `text` as it stands, for a record whose key is not a valid id: the row stays, the finding says why.
    #[must_use]
    pub fn unchecked(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Why a text is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// It has other letters than an id may have.
    #[error("an id is made of a-z, 0-9, '.', '_' and '-', and begins with a letter or digit")]
    Letters,
    /// It begins with `x-` or is `all`.
    #[error("'all' and names that begin with 'x-' are reserved")]
    Reserved,
    /// Some YAML reads it as a boolean, null, number or date.
    #[error("some YAML readers take it for a boolean, null, number or date")]
    Typed,
}

impl IdError {
    /// Returns what to do about it.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Letters => "write it in lower case, with '-' in place of spaces",
            Self::Reserved => "choose another name",
            Self::Typed => "add a letter",
        }
    }
}

/// Returns whether some YAML 1.1 or 1.2 reader takes the lower-case `text` for a boolean, null, number or date.
#[must_use]
pub fn reads_as_another_type(text: &str) -> bool {
    if matches!(text, "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null" | "nil" | "none") {
        // `nil` and `none` are read so by some readers of other languages; they cost nothing to refuse.
        return text != "nil" && text != "none";
    }
    let Some(first) = text.chars().next() else { return false };
    if !first.is_ascii_digit() {
        return false;
    }
    let is = |f: fn(char) -> bool| text.chars().all(f);
    let number = is(|c| c.is_ascii_digit() || c == '.' || c == '_');
    let exponent = text.split_once('e').is_some_and(|(mantissa, power)| {
        let power = power.strip_prefix('-').unwrap_or(power);
        !power.is_empty()
            && power.chars().all(|c| c.is_ascii_digit())
            && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '_')
    });
    let prefixed = text
        .strip_prefix("0x")
        .is_some_and(|t| !t.is_empty() && t.chars().all(|c| c.is_ascii_hexdigit() || c == '_'))
        || text.strip_prefix("0o").is_some_and(|t| !t.is_empty() && t.chars().all(|c| c.is_digit(8)))
        || text.strip_prefix("0b").is_some_and(|t| !t.is_empty() && t.chars().all(|c| matches!(c, '0' | '1' | '_')));
    let parts: Vec<&str> = text.split('-').collect();
    let date = parts.len() == 3 && parts.iter().all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()));
    number || exponent || prefixed || date
}

/// `REGULATION/MILESTONE[@NOMINAL][:PRODUCT]`, as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// `name`, `product:name` or `regulation:name`: a whole record.
    Record {
        /// Which map to look in; none: both.
        kind: Option<RecordKind>,
        /// The id, as typed.
        id: Box<str>,
    },
    /// A milestone, one occurrence of it, or one obligation.
    Milestone {
        /// The regulation's id, as typed.
        regulation: Box<str>,
        /// The milestone's id, as typed.
        milestone: Box<str>,
        /// The occurrence's nominal date.
        occurrence: Option<NaiveDate>,
        /// The product's id, as typed: an obligation.
        product: Option<Box<str>>,
    },
}

/// The two kinds of records that have an address of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// An entry of `products`.
    Product,
    /// An entry of `regulations`.
    Regulation,
}

/// A text that is not an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an address")]
pub struct AddressError(pub String);

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || AddressError(text.to_string());
        let Some((regulation, rest)) = text.split_once('/') else {
            let (kind, id) = match text.split_once(':') {
                Some(("product", id)) => (Some(RecordKind::Product), id),
                Some(("regulation", id)) => (Some(RecordKind::Regulation), id),
                Some(_) => return Err(wrong()),
                None => (None, text),
            };
            return if id.is_empty() { Err(wrong()) } else { Ok(Self::Record { kind, id: id.into() }) };
        };
        let (rest, product) = match rest.split_once(':') {
            Some((rest, product)) => (rest, Some(product)),
            None => (rest, None),
        };
        let (milestone, occurrence) = match rest.split_once('@') {
            Some((milestone, nominal)) => (milestone, Some(nominal.parse::<NaiveDate>().ok().ok_or_else(wrong)?)),
            None => (rest, None),
        };
        if regulation.is_empty() || milestone.is_empty() || product.is_some_and(str::is_empty) {
            return Err(wrong());
        }
        Ok(Self::Milestone {
            regulation: regulation.into(),
            milestone: milestone.into(),
            occurrence,
            product: product.map(Into::into),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_yaml_reads_otherwise_are_refused() {
        for text in ["no", "365", "1.10", "2024-07-20", "1e3", "0x1f", "on", "null", "12_000"] {
            assert_eq!(Id::new(text), Err(IdError::Typed), "{text}");
        }
        for text in ["all", "x-mine"] {
            assert_eq!(Id::new(text), Err(IdError::Reserved), "{text}");
        }
        for text in ["", "Kes", "a b", "-a", "é"] {
            assert_eq!(Id::new(text), Err(IdError::Letters), "{text}");
        }
        for text in ["bod-17-01", "kes", "ofac-2024-06-21", "365d", "nope", "1a", "2fa"] {
            assert!(Id::new(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn addresses_take_apart() {
        let text = "nydfs/cert@2027-04-15:kes";
        let Ok(Address::Milestone { regulation, milestone, occurrence, product }) = text.parse() else {
            panic!("{text} is an address")
        };
        assert_eq!((&*regulation, &*milestone, product.as_deref()), ("nydfs", "cert", Some("kes")));
        assert_eq!(occurrence, NaiveDate::from_ymd_opt(2027, 4, 15));
        assert!("a/".parse::<Address>().is_err());
        assert!("colour:a".parse::<Address>().is_err());
        assert!("a/b@soon".parse::<Address>().is_err());
    }
}
