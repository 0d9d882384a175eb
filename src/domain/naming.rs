//! Ids for new records, made from their titles.

use super::id::Id;

/// The most letters of an id that is made of a title, before a number that makes it unique.
pub const LONGEST: usize = 40;

/// Makes an id of a title: lower case, words joined by `-`, cut at a word, and not taken.
///
/// Letters with marks lose them (`é` is `e`), apostrophes go, a dot stays between two digits, and everything else
/// parts words. What would be no id (`2027`, `no`, `all`) gets `id-` in front; a title without a letter that can be
/// written becomes `otherwise`. The same title and the same taken ids always give the same id.
///
/// # Panics
///
/// Never, as long as `otherwise` is an id.
#[must_use]
pub fn id_of(title: &str, otherwise: &str, is_taken: impl Fn(&str) -> bool) -> Id {
    let stem = stem_of(title);
    let stem = if stem.is_empty() { otherwise.to_string() } else { stem };
    // Cut again: an id that is made of this one is the same.
    let stem = if Id::new(&stem).is_ok() { stem } else { stem_of(&format!("id-{stem}")) };
    let mut candidate = stem.clone();
    let mut number = 2_u32;
    while is_taken(&candidate) {
        candidate = format!("{stem}-{number}");
        if Id::new(&candidate).is_err() {
            // `1-1-2` is a date.
            candidate = format!("id-{candidate}");
        }
        number += 1;
    }
    Id::new(&candidate).expect("letters, digits and '-' behind a letter or digit are an id")
}

/// Returns the words of a title joined by `-`, cut at [`LONGEST`].
fn stem_of(title: &str) -> String {
    let chars: Vec<char> = title.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let mut plain = String::new();
    for (at, &c) in chars.iter().enumerate() {
        match c {
            '\'' | '\u{2019}' | '\u{ad}' => {}
            '.' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => plain.push('.'),
            c if c.is_ascii_alphanumeric() => plain.push(c.to_ascii_lowercase()),
            c => match letters_of(c) {
                Some(letters) => plain.push_str(letters),
                // A mark on the letter before it.
                None if ('\u{300}'..='\u{36f}').contains(&c) => {}
                None => plain.push(' '),
            },
        }
    }
    let mut stem = String::new();
    for word in plain.split_whitespace() {
        let joined = stem.len() + usize::from(!stem.is_empty()) + word.len();
        if joined > LONGEST && !stem.is_empty() {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.extend(word.chars().take(LONGEST));
    }
    stem.trim_end_matches('.').to_string()
}

/// Returns the plain letters for a Latin letter with marks, in lower case. A table: one line for each letter.
fn letters_of(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'Ă' | 'ą' | 'Ą' | 'ª' => "a",
        'æ' | 'Æ' => "ae",
        'ç' | 'Ç' | 'ć' | 'Ć' | 'ĉ' | 'Ĉ' | 'ċ' | 'Ċ' | 'č' | 'Č' => "c",
        'ď' | 'Ď' | 'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ĕ' | 'Ĕ' | 'ė' | 'Ė' | 'ę' | 'Ę' | 'ě' | 'Ě' => "e",
        'ĝ' | 'Ĝ' | 'ğ' | 'Ğ' | 'ġ' | 'Ġ' | 'ģ' | 'Ģ' => "g",
        'ĥ' | 'Ĥ' | 'ħ' | 'Ħ' => "h",
        'ì'..='ï' | 'Ì'..='Ï' | 'ĩ' | 'Ĩ' | 'ī' | 'Ī' | 'ĭ' | 'Ĭ' | 'į' | 'Į' | 'ı' | 'İ' => "i",
        'ĵ' | 'Ĵ' => "j",
        'ķ' | 'Ķ' => "k",
        'ĺ' | 'Ĺ' | 'ļ' | 'Ļ' | 'ľ' | 'Ľ' | 'ł' | 'Ł' => "l",
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ņ' | 'Ņ' | 'ň' | 'Ň' => "n",
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' | 'Ō' | 'ŏ' | 'Ŏ' | 'ő' | 'Ő' | 'º' => "o",
        'œ' | 'Œ' => "oe",
        'ŕ' | 'Ŕ' | 'ŗ' | 'Ŗ' | 'ř' | 'Ř' => "r",
        'ś' | 'Ś' | 'ŝ' | 'Ŝ' | 'ş' | 'Ş' | 'š' | 'Š' | 'ș' | 'Ș' => "s",
        'ß' | 'ẞ' => "ss",
        'ţ' | 'Ţ' | 'ť' | 'Ť' | 'ŧ' | 'Ŧ' | 'ț' | 'Ț' => "t",
        'þ' | 'Þ' => "th",
        'ù'..='ü' | 'Ù'..='Ü' | 'ũ' | 'Ũ' | 'ū' | 'Ū' | 'ŭ' | 'Ŭ' | 'ů' | 'Ů' | 'ű' | 'Ű' | 'ų' | 'Ų' => {
            "u"
        }
        'ŵ' | 'Ŵ' => "w",
        'ý' | 'Ý' | 'ÿ' | 'Ÿ' | 'ŷ' | 'Ŷ' => "y",
        'ź' | 'Ź' | 'ż' | 'Ż' | 'ž' | 'Ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(title: &str) -> String {
        id_of(title, "milestone", |_| false).to_string()
    }

    #[test]
    fn titles_become_ids() {
        for (title, wanted) in [
            ("MDR audit", "mdr-audit"),
            ("Éléments de sûreté: l'arrêté", "elements-de-surete-larrete"),
            ("Straße & Łódź", "strasse-lodz"),
            ("e\u{301}tude", "etude"),
            ("Rule 1.10, part 2.", "rule-1.10-part-2"),
            ("U.S. rule", "u-s-rule"),
            ("  §  7  ", "id-7"),
            ("2027", "id-2027"),
            ("2024-07-20", "id-2024-07-20"),
            ("No", "id-no"),
            ("ALL", "id-all"),
            ("X Windows", "id-x-windows"),
            ("公聴会", "milestone"),
            ("", "milestone"),
            ("No new agreements with US persons or anybody else", "no-new-agreements-with-us-persons-or"),
        ] {
            assert_eq!(id(title), wanted, "{title}");
        }
        assert_eq!(id(&"a".repeat(90)), "a".repeat(LONGEST));
    }

    #[test]
    fn an_id_that_is_taken_gets_a_number() {
        let taken = ["audit", "audit-2"];
        assert_eq!(id_of("Audit", "milestone", |id| taken.contains(&id)).to_string(), "audit-3");
        let taken = ["1-1"];
        assert_eq!(id_of("1 + 1", "milestone", |id| taken.contains(&id)).to_string(), "id-1-1-2");
        let taken = ["milestone"];
        assert_eq!(id_of("漢", "milestone", |id| taken.contains(&id)).to_string(), "milestone-2");
    }

    proptest! {
        #[test]
        fn every_title_gives_an_id(title in "\\PC{0,80}|[0-9a-f +.-]{0,9}", more in 0usize..4) {
            let mut taken: Vec<String> = Vec::new();
            for _ in 0..more {
                taken.push(id_of(&title, "milestone", |id| taken.iter().any(|taken| taken == id)).to_string());
            }
            let made = id_of(&title, "milestone", |id| taken.iter().any(|taken| taken == id));
            prop_assert!(Id::new(made.as_str()).is_ok());
            prop_assert!(!taken.iter().any(|taken| taken == made.as_str()));
            prop_assert!(made.as_str().len() <= LONGEST + 6);
            // The id of an id is itself.
            let first = id_of(&title, "milestone", |_| false);
            prop_assert_eq!(id_of(first.as_str(), "milestone", |_| false), first);
        }
    }
}
