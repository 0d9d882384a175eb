//! Where a source or a piece of evidence is: a page on the net, or a path.

use std::fmt::Write as _;

/// The most bytes of an address that is given to a browser.
const LONGEST: usize = 8 << 10;

/// Where a source or a piece of evidence is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A page on the net, as it is given to a browser: `http` or `https`, and no letter in it that an address may not
    /// hold.
    Web(String),
    /// A path of the file system, as written; a relative one is meant from the data file's directory.
    Path(String),
}

/// What is known of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Something is there.
    There,
    /// Nothing is there.
    Missing,
    /// It could not be told: nobody may look there, or the network does not answer.
    Unknown,
}

/// Returns a source as the page that it names; none where it is no `http` or `https` address.
///
/// What an address may not hold (white space, quotes, brackets of a shell, control characters, letters beyond ASCII)
/// is written as `%XX`, so that no program behind it can take a part of the address for anything else.
///
/// # Source
///
/// RFC 3986, sections 2.1 to 2.3.
#[must_use]
pub fn page(text: &str) -> Option<Address> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let is_known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    if !is_known || !has_host || text.len() > LONGEST {
        return None;
    }
    let mut out = format!("{}://", scheme.to_ascii_lowercase());
    for byte in rest.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Some(Address::Web(out))
}

/// Returns where a piece of evidence is; none where it is an address of another scheme than `http` and `https`.
#[must_use]
pub fn evidence(text: &str) -> Option<Address> {
    match text.split_once("://") {
        Some((scheme, _)) if !scheme.contains(['/', '\\', ' ']) => page(text),
        Some(_) | None => Some(Address::Path(text.to_string())),
    }
}

/// Returns whether a piece of evidence is a path.
#[must_use]
pub fn is_path(text: &str) -> bool {
    matches!(evidence(text), Some(Address::Path(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn web(text: &str) -> Option<String> {
        match page(text) {
            Some(Address::Web(url)) => Some(url),
            Some(Address::Path(_)) | None => None,
        }
    }

    #[test]
    fn an_address_is_taken_as_it_is() {
        for url in [
            "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32014R0910R(01)",
            "http://[::1]:8080/a%20b#part",
            "https://user@example.org/~ana/*;a=b&c='d',e!",
        ] {
            assert_eq!(web(url).as_deref(), Some(url));
        }
        assert_eq!(web("  HTTPS://Example.org/A ").as_deref(), Some("https://Example.org/A"));
    }

    #[test]
    fn what_an_address_may_not_hold_is_written_in_hexadecimal() {
        let cases = [
            ("https://e.org/a b", "https://e.org/a%20b"),
            ("https://e.org/\"`\\<>^{|}", "https://e.org/%22%60%5C%3C%3E%5E%7B%7C%7D"),
            ("https://e.org/\n\u{1b}]0;x\u{7}", "https://e.org/%0A%1B]0;x%07"),
            ("https://e.org/é\u{202e}", "https://e.org/%C3%A9%E2%80%AE"),
        ];
        for (text, url) in cases {
            assert_eq!(web(text).as_deref(), Some(url), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_a_page() {
        for text in [
            "",
            "OJ L, 2024/1689",
            "javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "file:///etc/passwd",
            "https:/example.org",
            "https://",
            "https:///etc/passwd",
            "https://-x",
            "-https://example.org",
            "ftp://example.org",
        ] {
            assert_eq!(page(text), None, "{text}");
        }
        assert_eq!(page(&format!("https://e.org/{}", "x".repeat(LONGEST))), None);
    }

    #[test]
    fn evidence_is_a_page_or_a_path() {
        assert_eq!(evidence("https://e.org/a"), page("https://e.org/a"));
        for path in ["evidence/art5.pdf", "/srv/a b.pdf", "C:\\a.pdf", "a/b://c", "mailto:ana", "-rf"] {
            assert_eq!(evidence(path), Some(Address::Path(path.into())), "{path}");
        }
        assert_eq!(evidence("file:///etc/passwd"), None);
        assert_eq!(evidence("smb://share/a"), None);
        assert!(is_path("a.pdf") && !is_path("https://e.org") && !is_path("smb://share/a"));
    }
}
