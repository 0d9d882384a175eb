//! Saved filters and the palette.

use duewatch::app::effect::Effect;
use insta::assert_snapshot;

use super::editing::on;
use super::given::{SMALL, given};
use super::keys::places::viewed;

#[test]
fn a_letter_after_f_shows_a_view() {
    let program = viewed().keys("esc f o").shows("/ is:overdue   1 of 12");
    let program = program.keys("f w").shows("/ is:week").keys("f m").shows("/ owner:@me");
    program.keys("esc").hides("owner:@me");
    on("eu-ai/art5").keys("f m").shows("'user:' of the settings says who you are");
    on("eu-ai/art5").keys("f 1").shows("the file has no views");
}

#[test]
fn the_views_of_the_file_have_numbers() {
    viewed().keys("f 1").shows("/ product:ads");
    viewed().keys("f 2").shows("/ owner:@zoe");
    viewed().keys("f 3").shows("the file has 2 views").keys("down").shows("/ act");
    viewed().keys("tab f 1").shows("/ product:ads");
}

#[test]
fn after_f_it_is_shown_how_to_go_on() {
    assert_snapshot!("which_view", viewed().keys("f").after(500).screen());
    let text = format!("{SMALL}views:\n  v: \"\\e[31mred\"\n");
    given(&text).keys("f").after(500).hides("\u{1b}");
}

#[test]
fn a_filter_is_saved_as_a_view() {
    let program = on("eu-ai/art5").keys("f s").shows("there is no filter to save");
    let program = program.keys("/").types("owner:@mia").keys("enter f s").shows("Save the filter as a view");
    let program = program.keys("enter").shows("it has no name yet").types("two words").keys("enter");
    let program = program.shows("the name of a view is one word").keys("ctrl-u").types("mias").keys("enter");
    let program = program.saved();
    assert!(program.text().ends_with("views: {mias: \"owner:@mia\"}\n"), "{}", program.text());
    program.keys("esc f 1").shows("/ owner:@mia");
    viewed().keys("f s").types("ads").keys("enter").shows("the file has a view 'ads'");
}

#[test]
fn the_palette_finds_commands_and_views_by_parts_of_their_names() {
    assert_snapshot!("palette", viewed().keys(":").screen());
    assert_snapshot!("palette_typed", viewed().keys(":").types("vie").screen());
    viewed().keys(":").types("ads").keys("enter").shows("/ product:ads");
    viewed().keys("ctrl-p").types("srt").keys("enter").shows("sorted by");
    on("eu-ai/art5").keys(":").types("repaint").keys("enter").effects(&[Effect::Repaint]);
    on("eu-ai/art5").keys(":").types("zzzz").shows("nothing is called so").keys("enter").shows("no command fits");
    on("eu-ai/art5").keys("enter :").types("verify").keys("enter").saved();
}

#[test]
fn of_two_that_fit_the_name_wins() {
    let program = on("eu-ai/art5").keys(":").types("date");
    let screen = program.screen();
    let line = screen.lines().find(|line| line.contains("│>")).unwrap_or_default();
    assert!(line.contains(" date "), "{screen}");
}
