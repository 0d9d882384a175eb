//! The file of the format's example, made by commands alone.

use super::folder::{Folder, difference};

/// The example as it is well written: without the comments, which are the author's own.
const WRITTEN: &str = include_str!("../data/written.yaml");

/// The commands, a line each; a part in quotes is one argument.
const COMMANDS: &str = r#"
edit file title 'Product compliance, Example Corp'
edit file zone America/New_York
edit file calendar us-federal
add product org --name 'Example Corp' --owner legal
add product kes --name 'Kaspersky Endpoint Security for Business' --vendor Kaspersky --owner @ana --tags endpoint
add product mail-gateway --name 'Mail gateway with an embedded third-party engine' --owner ben
add regulation kaspersky-ban --title 'Final Determination: Case No. ICTS-2021-002, Kaspersky Lab, Inc.' --authority BIS --jurisdiction US --citation '89 FR 52434'
edit kaspersky-ban source https://regulations.justia.com/regulations/fedreg/2024/06/24/2024-13532.html
edit kaspersky-ban verified 2026-11-23
edit kaspersky-ban verify-every 180d
add milestone kaspersky-ban/issued --title 'Final determination issued' --at 2024-06-20
add milestone kaspersky-ban/no-new-agreements --title 'No new agreements with US persons' --kind prohibition --from '2024-07-20 00:00' --products 'kes, mail-gateway'
set kaspersky-ban/no-new-agreements:kes done --closed 2024-07-12
set kaspersky-ban/no-new-agreements:mail-gateway blocked --waiting vendor --chase 2024-07-17
note kaspersky-ban/no-new-agreements 'The press wrote "this Friday, coinciding with the July 20th deadline"; 20 July 2024 was a Saturday.'
add milestone kaspersky-ban/inventory --title 'Inventory of affected installs complete' --kind internal --by '10 business days before no-new-agreements' --products kes,mail-gateway
"#;

/// Cuts a line into its arguments.
fn arguments(line: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for (number, part) in line.split('\'').enumerate() {
        if number % 2 == 1 {
            parts.push(part.to_string());
        } else {
            parts.extend(part.split_whitespace().map(str::to_string));
        }
    }
    parts
}

#[test]
fn the_example_of_the_format_is_made_by_commands_alone() {
    let folder = Folder::empty();
    assert!(folder.output(&["init", "--empty"]).status.success());
    let mut texts = vec![folder.text()];
    for line in COMMANDS.lines().filter(|line| !line.is_empty()) {
        let parts = arguments(line);
        let said = folder.run(&parts.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(said.contains("--- exit 0"), "{line}: {said}");
        texts.push(folder.text());
    }
    assert!(folder.text() == WRITTEN, "{}", difference(WRITTEN, &folder.text()));
    // And back and forth, command by command.
    for text in texts.iter().rev().skip(1) {
        let said = folder.run(&["undo"]);
        assert!(folder.text() == *text, "{said}\n{}", difference(text, &folder.text()));
    }
    for text in texts.iter().skip(1) {
        let said = folder.run(&["redo"]);
        assert!(folder.text() == *text, "{said}\n{}", difference(text, &folder.text()));
    }
}
