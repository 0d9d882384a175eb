//! The machine's own time zone.

use std::env;

use crate::domain::text::clean;
use crate::domain::zone::Zone;

/// Returns the machine's zone: `$TZ`, else what the system says; UTC and a note where that is no IANA name.
#[must_use]
pub fn machine_zone() -> (Zone, Option<String>) {
    match env::var_os("TZ") {
        Some(value) => of_variable(&value.to_string_lossy()),
        None => match iana_time_zone::get_timezone() {
            Ok(name) => of_name(&name, "the system's time zone"),
            Err(error) => {
                let error = clean(&error.to_string()).as_str().to_string();
                (Zone::utc(), Some(format!("the system's time zone is not known ({error}): UTC is taken")))
            }
        },
    }
}

/// Reads a value of `$TZ`: `Area/City`, `:Area/City`, or the path of a zone file; empty means UTC.
fn of_variable(value: &str) -> (Zone, Option<String>) {
    let name = value.strip_prefix(':').unwrap_or(value);
    let name = name.split_once("/zoneinfo/").map_or(name, |(_, name)| name);
    if name.is_empty() { (Zone::utc(), None) } else { of_name(name, "$TZ") }
}

fn of_name(name: &str, whence: &str) -> (Zone, Option<String>) {
    if let Ok(zone) = Zone::named(name) {
        return (zone, None);
    }
    let name = clean(name).as_str().to_string();
    (Zone::utc(), Some(format!("{whence} is '{name}', which is not an IANA name: UTC is taken")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_variable_is_understood() {
        for value in ["Europe/Brussels", ":Europe/Brussels", "/usr/share/zoneinfo/Europe/Brussels"] {
            let (zone, note) = of_variable(value);
            assert_eq!((zone.name().as_str(), note), ("Europe/Brussels", None), "{value}");
        }
        assert_eq!(of_variable("").0, Zone::utc());
        assert_eq!(of_variable("").1, None);
    }

    #[test]
    fn what_is_no_zone_is_said_and_utc_taken() {
        let (zone, note) = of_variable("EST5EDT,M3.2.0,M11.1.0\u{1b}[2J");
        assert_eq!(zone, Zone::utc());
        let note = note.expect("a note");
        assert!(note.starts_with("$TZ is 'EST5EDT,M3.2.0,M11.1.0\u{fffd}[2J'"), "{note}");
    }
}
