//! How the screen shows itself, and the wall.

use clap::Args;

use crate::cli::plain::View;

/// How the screen shows itself.
#[derive(Clone, Debug, Default, Args)]
pub struct ViewArguments {
    /// Prints a view as text, line by line, instead of opening the screen: the list, if none is named
    #[arg(long, value_enum, value_name = "VIEW", num_args = 0..=1, require_equals = true, default_missing_value = "list")]
    pub plain: Option<View>,
    /// Begins with this filter
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// The colours: auto, calm-dark, calm-light, high-contrast, safe-dark, safe-light (for colour-blind eyes),
    /// terminal16, mono, or a theme of your own in the settings
    #[arg(long, value_name = "T")]
    pub theme: Option<String>,
    /// Draws with ASCII only
    #[arg(long)]
    pub ascii: bool,
    /// Leaves the mouse to the terminal
    #[arg(long)]
    pub no_mouse: bool,
    /// How the wall is shown.
    #[command(flatten)]
    pub wall: WallArguments,
}

/// How the wall is shown.
#[derive(Clone, Debug, Default, Args)]
pub struct WallArguments {
    /// Begins with the wall: slides for a monitor
    #[arg(long)]
    pub wall: bool,
    /// The wall, read-only, which only Ctrl-C ends
    #[arg(long)]
    pub kiosk: bool,
    /// How long a slide of the wall stands, such as 20s; 5s to 60m
    #[arg(long, value_name = "TIME")]
    pub cycle: Option<String>,
    /// When the wall's digits are dimmed, such as 22:00-06:00
    #[arg(long, value_name = "FROM-TO")]
    pub dim: Option<String>,
}
