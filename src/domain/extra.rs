//! The user's own keys: kept and shown, never interpreted.

/// The keys of a record that begin with `x-`, in the file's order.
pub type Extra = Vec<(Box<str>, Value)>;

/// A value of a user's own key; every scalar is its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written, or `null`.
    Null,
    /// A scalar's text.
    Text(Box<str>),
    /// A list.
    List(Vec<Value>),
    /// A map, in the file's order.
    Map(Vec<(Box<str>, Value)>),
}
