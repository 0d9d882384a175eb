//! Which rows there are and in which order; rebuilt when file, filter, sort or bands change, never for a key.

use super::state::{Pane, State};
use crate::domain::band::Band;
use crate::domain::board::Board;
use crate::domain::filter::Context as FilterContext;
use crate::domain::status::Status;
use crate::domain::verification::count_to_verify;

/// By what the rows are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By urgency.
    #[default]
    Due,
    /// By the product whose countdown the row shows.
    Product,
    /// By owner.
    Owner,
    /// By status, worst first.
    Status,
}

impl Sort {
    /// Returns the next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Due => Self::Product,
            Self::Product => Self::Owner,
            Self::Owner => Self::Status,
            Self::Status => Self::Due,
        }
    }

    /// Returns its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Due => "due date",
            Self::Product => "product",
            Self::Owner => "owner",
            Self::Status => "status",
        }
    }
}

/// Whether closed and passed rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closed {
    /// Only how many there are.
    #[default]
    Folded,
    /// All of them.
    Shown,
}

/// A row that the cursor can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A milestone, by its number.
    Milestone(u32),
    /// A record that cannot be read, by its place in the file's list of them.
    Unreadable(u32),
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// White space.
    Blank,
    /// The head of a group.
    Head(Head),
    /// A row.
    Row(Pick),
}

/// The head of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What the group is.
    pub group: Group,
    /// Its rows.
    pub count: usize,
    /// Those of them that are due today.
    pub today: usize,
}

/// What a group is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// Records that cannot be read.
    Unreadable,
    /// A band; today's stand within 7 days, passed ones with closed ones.
    Band(Band),
    /// A product, owner or status.
    Named(String),
}

/// The rows and the cursor.
///
/// Bounds: at most three lines and one pick for each milestone and each record that cannot be read.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// The rows among them, with their line.
    pub picks: Vec<(Pick, usize)>,
    /// The cursor, among `picks`.
    pub at: usize,
    /// The first line that is shown.
    pub offset: usize,
    /// By what they are sorted.
    pub sort: Sort,
    /// Whether closed rows are shown.
    pub fold: Closed,
    /// The milestones that match and are not closed, most urgent first, whatever the rows are sorted by.
    pub open: Vec<u32>,
    /// All that match, in the same order.
    pub matching: Vec<u32>,
    /// Closed and passed rows that match.
    pub closed: usize,
    /// Milestones that match.
    pub matched: usize,
    /// How many milestones of the whole file stand in each band, in the order of [`Band::ALL`].
    pub counts: [usize; 8],
    /// How many milestones of the whole file are to be compared with their source now.
    pub to_verify: usize,
}

impl List {
    /// Returns the row under the cursor.
    #[must_use]
    pub fn pick(&self) -> Option<Pick> {
        self.picks.get(self.at).map(|(pick, _)| *pick)
    }

    /// Returns the milestone under the cursor.
    #[must_use]
    pub fn milestone(&self) -> Option<u32> {
        match self.pick()? {
            Pick::Milestone(number) => Some(number),
            Pick::Unreadable(_) => None,
        }
    }

    /// Returns the line of the cursor.
    #[must_use]
    pub fn line(&self) -> usize {
        self.picks.get(self.at).map_or(0, |(_, line)| *line)
    }

    /// Returns how many rows lie above and below `rows` shown lines.
    #[must_use]
    pub fn outside(&self, rows: usize) -> (usize, usize) {
        let above = self.picks.partition_point(|(_, line)| *line < self.offset);
        let until = self.picks.partition_point(|(_, line)| *line < self.offset + rows);
        (above, self.picks.len() - until)
    }

    /// Returns how many milestones stand in these bands.
    #[must_use]
    pub fn count(&self, bands: &[Band]) -> usize {
        Band::ALL.iter().zip(self.counts).filter(|(band, _)| bands.contains(band)).map(|(_, count)| count).sum()
    }

    /// Puts the cursor on a row; where it is not there, stays as near as can be.
    pub fn put_on(&mut self, wanted: Option<Pick>) {
        let found = wanted.and_then(|wanted| self.picks.iter().position(|(pick, _)| *pick == wanted));
        self.at = found.unwrap_or(self.at).min(self.picks.len().saturating_sub(1));
    }
}

/// Returns the group that a band is listed in.
#[must_use]
pub fn group_of(band: Band) -> Band {
    match band {
        Band::Today | Band::Within7Days => Band::Within7Days,
        Band::Closed | Band::Passed => Band::Closed,
        Band::Overdue | Band::Within30Days | Band::Later | Band::Undated => band,
    }
}

/// Builds the rows anew and keeps the cursor on `keep`.
pub fn arrange(state: &mut State, keep: Option<Pick>) {
    let Some(board) = &state.source.board else {
        state.timeline.is_stale = true;
        state.list = List { sort: state.list.sort, fold: state.list.fold, ..List::default() };
        return;
    };
    let heads = if state.size.0 < super::layout::TINY { Heads::None } else { Heads::All };
    let context = FilterContext { me: state.launch.chosen.settings.user.clone() };
    let filter = state.filter.parsed.filter.clone();
    let matches: Vec<u32> = board
        .order
        .iter()
        .copied()
        .filter(|number| filter.is_empty() || filter.matches(board, *number, &context))
        .collect();
    let is_closed = |number: &u32| board.row(*number).is_some_and(|row| group_of(row.band) == Band::Closed);
    let mut builder = Builder { board, heads, lines: Vec::new(), picks: Vec::new() };
    let unreadable = u32::try_from(board.file.unreadable.len()).unwrap_or(u32::MAX);
    builder.group(Group::Unreadable, (0..unreadable).map(Pick::Unreadable));
    let open: Vec<u32> = matches.iter().copied().filter(|number| !is_closed(number)).collect();
    match state.list.sort {
        Sort::Due => builder.by_band(&open),
        Sort::Product | Sort::Owner | Sort::Status => builder.by_name(&open, state.list.sort),
    }
    let closed: Vec<u32> = matches.iter().copied().filter(|number| is_closed(number)).collect();
    // Who looks for something that is closed finds it, folded or not.
    let is_found = open.is_empty() && !filter.is_empty();
    let fold = if is_found { Closed::Shown } else { state.list.fold };
    builder.closed(&closed, fold);
    let (lines, picks) = (builder.lines, builder.picks);
    let list = &mut state.list;
    list.counts = board.counts();
    list.to_verify = count_to_verify(board);
    (list.lines, list.picks, list.closed, list.matched) = (lines, picks, closed.len(), matches.len());
    list.put_on(keep);
    state.matrix.count(board, &open, if fold == Closed::Shown { &closed } else { &[] });
    state.timeline.is_stale = true;
    (list.open, list.matching) = (open, matches);
    // While a filter is typed the timeline's cursor goes to what is left; at other times a product stays under it.
    let is_kept = match state.screen.pane {
        Pane::Matrix => true,
        Pane::Timeline => !state.filter.is_open,
        Pane::List | Pane::Detail => false,
    };
    if !is_kept {
        super::motion::follow(state);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Heads {
    All,
    None,
}

struct Builder<'a> {
    board: &'a Board,
    heads: Heads,
    lines: Vec<Line>,
    picks: Vec<(Pick, usize)>,
}

impl Builder<'_> {
    fn head(&mut self, group: Group, count: usize, today: usize) {
        if self.heads == Heads::None {
            return;
        }
        if !self.lines.is_empty() {
            self.lines.push(Line::Blank);
        }
        self.lines.push(Line::Head(Head { group, count, today }));
    }

    fn row(&mut self, pick: Pick) {
        self.picks.push((pick, self.lines.len()));
        self.lines.push(Line::Row(pick));
    }

    fn group(&mut self, group: Group, picks: impl ExactSizeIterator<Item = Pick>) {
        if picks.len() == 0 {
            return;
        }
        self.head(group, picks.len(), 0);
        for pick in picks {
            self.row(pick);
        }
    }

    fn by_band(&mut self, numbers: &[u32]) {
        let board = self.board;
        let band = |number: &u32| board.row(*number).map_or(Band::Undated, |row| row.band);
        for chunk in numbers.chunk_by(|a, b| group_of(band(a)) == group_of(band(b))) {
            let Some(first) = chunk.first() else { continue };
            let today = chunk.iter().filter(|number| band(number) == Band::Today).count();
            self.head(Group::Band(group_of(band(first))), chunk.len(), today);
            for number in chunk {
                self.row(Pick::Milestone(*number));
            }
        }
    }

    fn by_name(&mut self, numbers: &[u32], sort: Sort) {
        let mut named: Vec<(u8, String, u32)> = numbers
            .iter()
            .map(|number| {
                let (rank, name) = name_of(self.board, *number, sort);
                (rank, name, *number)
            })
            .collect();
        // Stable: inside a group the most urgent stays first.
        named.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        for chunk in named.chunk_by(|a, b| a.1 == b.1) {
            let Some((_, name, _)) = chunk.first() else { continue };
            self.group(Group::Named(name.clone()), chunk.iter().map(|(_, _, number)| Pick::Milestone(*number)));
        }
    }

    fn closed(&mut self, numbers: &[u32], fold: Closed) {
        if numbers.is_empty() {
            return;
        }
        self.head(Group::Band(Band::Closed), numbers.len(), 0);
        if fold == Closed::Shown {
            for number in numbers {
                self.row(Pick::Milestone(*number));
            }
        }
    }
}

/// Returns the group of a row that is not sorted by date: its rank, then its name.
fn name_of(board: &Board, number: u32, sort: Sort) -> (u8, String) {
    let row = board.row(number);
    let urgent = row.and_then(|row| row.urgent_cell).and_then(|cell| board.cells.get(cell as usize));
    match sort {
        Sort::Due => (0, String::new()),
        Sort::Product => urgent.map_or((1, "No product".into()), |cell| (0, board.product(cell).label().into())),
        Sort::Owner => owner_shown(board, number).map_or((1, "No owner".into()), |owner| (0, format!("@{owner}"))),
        Sort::Status => row.and_then(|row| row.status).map_or((9, "No status".into()), |status| {
            let mut words = status.words().to_string();
            if let Some(first) = words.get_mut(0..1) {
                first.make_ascii_uppercase();
            }
            (status.severity_rank(), words)
        }),
    }
}

/// Returns the owner that a row shows: of one product its own, of several the milestone's.
#[must_use]
pub fn owner_shown(board: &Board, number: u32) -> Option<&str> {
    let cells = board.cells_of(number);
    let mut counted = cells.iter().filter(|cell| cell.status != Status::NotApplicable);
    let only = match (counted.next(), counted.next()) {
        (Some(only), None) => Some(only),
        (Some(_), Some(_)) | (None, _) => None,
    };
    if let Some(cell) = only {
        return board.owner_of_cell(cell);
    }
    let urgent = board.row(number).and_then(|row| row.urgent_cell).and_then(|cell| board.cells.get(cell as usize));
    board.owner(number).or_else(|| urgent.and_then(|cell| board.owner_of_cell(cell)))
}

/// Sorts the rows by the next thing.
pub fn sort(state: &mut State) {
    sort_by(state, state.list.sort.next());
}

/// Sorts the rows.
pub fn sort_by(state: &mut State, sort: Sort) {
    state.list.sort = sort;
    let keep = state.list.pick();
    arrange(state, keep);
    state.say(format!("sorted by {}", state.list.sort.word()));
}

/// Shows or hides what is closed.
pub fn fold(state: &mut State) {
    state.list.fold = match state.list.fold {
        Closed::Folded => Closed::Shown,
        Closed::Shown => Closed::Folded,
    };
    let keep = state.list.pick();
    arrange(state, keep);
    // What is closed may lie outside the days that are shown.
    if state.screen.pane == Pane::Timeline {
        let is_shown = state.list.fold == Closed::Shown;
        state.say(if is_shown { "closed deadlines are shown" } else { "closed deadlines are hidden" });
    }
}
