//! What lies over the panes: the help, the findings, the dialogs. One at a time.

use tui_input::Input;

use super::command::{COMMANDS, Context, Spec};
use super::copying::Plain;
use super::dating::Dating;
use super::form::Form;
use super::importing::Importing;
use super::keymap::{Arrows, Keymap};
use super::links::Links;
use super::many::Many;
use super::note::Note;
use super::palette::Entry;
use super::picker::Picker;
use super::prompt::Prompt;
use super::removing::Removing;
use super::sheet::Sheet;
use super::stray::Stray;
use super::themes::Themes;
use super::typing::Typed;
use super::why::Why;

/// What lies over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The help.
    Help(Help),
    /// The findings.
    Findings(Place),
    /// The products of a row, to choose one.
    Picker(Picker),
    /// The themes, to choose one.
    Themes(Themes),
    /// Sources and evidence, to choose one.
    Links(Links),
    /// A text to be marked with the terminal's own means.
    Plain(Plain),
    /// How a date comes about.
    Why(Why),
    /// What a status says.
    Form(Box<Form>),
    /// The note, while it is written.
    Note(Box<Note>),
    /// The date dialog.
    Dating(Box<Dating>),
    /// The form of a record.
    Sheet(Box<Sheet>),
    /// One line that is typed.
    Prompt(Box<Prompt>),
    /// The question whether to delete something.
    Removing(Box<Removing>),
    /// What is asked before many rows are changed.
    Many(Box<Many>),
    /// What a spreadsheet would change.
    Import(Box<Importing>),
    /// A typed text of last time whose dialog cannot be opened.
    Stray(Box<Stray>),
    /// The oldest of the conflicts.
    Conflict,
    /// The question before leaving with edits that are not saved.
    Leaving,
}

impl Overlay {
    /// Returns the dialog, if something is typed in it.
    #[must_use]
    pub fn typed(&self) -> Option<&dyn Typed> {
        match self {
            Self::Form(form) => Some(&**form),
            Self::Note(note) => Some(&**note),
            Self::Dating(dating) => Some(&**dating),
            Self::Sheet(sheet) => Some(&**sheet),
            Self::Prompt(prompt) => Some(&**prompt),
            Self::Many(many) => many.typed(),
            Self::Help(_)
            | Self::Findings(_)
            | Self::Picker(_)
            | Self::Themes(_)
            | Self::Removing(_)
            | Self::Links(_)
            | Self::Plain(_)
            | Self::Why(_)
            | Self::Import(_)
            | Self::Stray(_)
            | Self::Conflict
            | Self::Leaving => None,
        }
    }

    /// Returns the dialog, if something is typed in it.
    pub fn typed_mut(&mut self) -> Option<&mut dyn Typed> {
        match self {
            Self::Form(form) => Some(&mut **form),
            Self::Note(note) => Some(&mut **note),
            Self::Dating(dating) => Some(&mut **dating),
            Self::Sheet(sheet) => Some(&mut **sheet),
            Self::Prompt(prompt) => Some(&mut **prompt),
            Self::Many(many) => many.typed_mut(),
            Self::Help(_)
            | Self::Findings(_)
            | Self::Picker(_)
            | Self::Themes(_)
            | Self::Removing(_)
            | Self::Links(_)
            | Self::Plain(_)
            | Self::Why(_)
            | Self::Import(_)
            | Self::Stray(_)
            | Self::Conflict
            | Self::Leaving => None,
        }
    }

    /// Returns the dialog in which something stands typed, also where a list of what comes of it lies over it.
    #[must_use]
    pub fn written(&self) -> Option<&dyn Typed> {
        if let Self::Many(many) = self { many.written() } else { self.typed() }
    }

    /// Returns the note that is being written.
    pub fn as_note(&mut self) -> Option<&mut Note> {
        if let Self::Note(note) = self { Some(note) } else { None }
    }

    /// Returns the question whether to delete something.
    pub fn as_removing(&mut self) -> Option<&mut Removing> {
        if let Self::Removing(removing) = self { Some(removing) } else { None }
    }

    /// Returns what is asked before many rows are changed.
    pub fn as_many(&mut self) -> Option<&mut Many> {
        if let Self::Many(many) = self { Some(many) } else { None }
    }
}

/// A cursor in a list, and the first of its lines that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The cursor.
    pub at: usize,
    /// The first line that is shown.
    pub offset: usize,
}

/// What a help is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The keys of a place, by what they are for.
    Keys,
    /// The commands and views by name: see [`super::palette`].
    Palette,
}

/// The help, and the palette.
#[derive(Clone, Debug)]
pub struct Help {
    /// What it is for.
    pub kind: Kind,
    /// The file's views, for the palette.
    pub views: Vec<Entry>,
    /// Where it was asked for.
    pub context: Context,
    /// The keys that hold.
    pub keys: Keymap,
    /// What is searched.
    pub input: Input,
    /// The cursor.
    pub place: Place,
    /// The cursor of the findings over which it was asked for; they come back.
    pub below: Option<Place>,
}

impl Help {
    /// Makes the help for a context, over what lies there.
    #[must_use]
    pub fn new(context: Context, keys: Keymap, below: Option<&Overlay>) -> Self {
        let below = if let Some(Overlay::Findings(place)) = below { Some(*place) } else { None };
        let (input, place) = (Input::default(), Place::default());
        Self { kind: Kind::Keys, views: Vec::new(), context, keys, input, place, below }
    }

    /// Returns the entries that match: the rows of the table that work in the context.
    #[must_use]
    pub fn entries(&self) -> Vec<&'static Spec> {
        let wanted = self.input.value().to_lowercase();
        let mut entries: Vec<&'static Spec> = COMMANDS
            .iter()
            .filter(|spec| spec.contexts.contains(&self.context))
            .filter(|spec| {
                let keys = self.keys.labels(spec, self.context, Arrows::Signs).to_lowercase();
                wanted.is_empty()
                    || spec.doc.to_lowercase().contains(&wanted)
                    || spec.name.contains(&wanted)
                    || keys.split("  ").any(|key| key == wanted)
            })
            .collect();
        let order = ["Move", "Edit", "See", "Choose", "File", "Program"];
        entries.sort_by_key(|spec| order.iter().position(|group| *group == spec.group));
        entries
    }
}
