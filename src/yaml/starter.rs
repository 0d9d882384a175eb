//! The files that people begin with: a commented one, and one that says nothing yet.

/// Returns a commented file to begin with, in our own words; `check` finds nothing in it, on any day.
///
/// `zone` is the IANA name of the zone of its dates.
#[must_use]
pub fn starter(zone: &str) -> String {
    STARTER.replace("ZONE", zone)
}

/// Returns a file that says its version and zone alone.
#[must_use]
pub fn empty(zone: &str) -> String {
    format!("duewatch: 1\nzone: {zone}\n")
}

/// The commented file; `ZONE` stands for the zone.
const STARTER: &str = include_str!("starter.yaml");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zone::Zone;
    use crate::yaml::snapshot::Snapshot;

    #[test]
    fn nothing_is_wrong_doubtful_or_worth_knowing_in_a_new_file() {
        for zone in ["UTC", "America/New_York", "Etc/GMT+5"] {
            for text in [starter(zone), empty(zone)] {
                let snapshot = Snapshot::of(text.as_str().into(), &Zone::utc());
                assert_eq!(*snapshot.findings, [], "{text}");
                assert_eq!(snapshot.file.zone.as_ref().map(Zone::name).as_deref(), Some(zone));
            }
        }
        assert!(starter("UTC").lines().all(|line| line.chars().count() <= 100));
    }
}
