//! From rows to what they say: each row by itself.

use super::cells::{date_of, list_of, person_of, text_of, word_of};
use super::columns::{Column, Columns, columns};
use super::merge::merge;
use super::table::{Row, Table};
use super::{Named, Options, Problem, Sheet, Use, WantedCell, WantedDate};
use crate::domain::date::{When, parse_when};
use crate::domain::edit::Value;
use crate::domain::id::{Address, Id};
use crate::domain::naming::id_of;
use crate::domain::record::{Certainty, Grade, Kind, Roll};

/// What one row says.
#[derive(Debug)]
pub(super) struct RowSays {
    pub row: u32,
    pub regulation: Named,
    pub id: Option<Id>,
    pub title: Option<String>,
    pub date: Option<WantedDate>,
    /// Keys of the milestone, with the head of their column.
    pub fields: Vec<(Box<str>, Value, String)>,
    /// Keys that are the milestone's if all its rows agree, else those of its cells.
    pub shared: Vec<SharedKey>,
    pub cells: Option<Vec<WantedCell>>,
}

/// A key that may be the milestone's or that of its cells.
#[derive(Debug)]
pub(super) struct SharedKey {
    pub key: &'static str,
    /// How a cell calls it.
    pub cell_key: &'static str,
    pub value: String,
    pub head: String,
}

/// Reads the rows of a table.
pub(super) fn gather(table: &Table, options: &Options) -> Sheet {
    let mut problems = Vec::new();
    let columns = columns(&table.heads, options, &mut problems);
    let has = |column| columns.place(column).is_some();
    if !has(Column::Title) && !has(Column::Address) {
        let problem = Problem::new("no column says the title", "write 'title' over the column with the titles");
        problems.push(problem.or("say which one it is: --map 'HEAD=title'"));
    }
    if !has(Column::Regulation) && !has(Column::Address) && options.regulation.is_none() {
        let hint = "write 'regulation' over the column with the regulations";
        let option = "say which one it is with --map 'HEAD=regulation', or name one for all rows";
        problems.push(Problem::new("no column says the regulation", hint).or(option));
    }
    let uses = table.heads.iter().cloned().zip(columns.uses.iter().cloned()).collect();
    if !problems.is_empty() {
        return Sheet { columns: uses, problems, ..Sheet::default() };
    }
    let mut reader = Reader { columns: &columns, options, problems, midnights: 0, occurrences: 0 };
    let says: Vec<RowSays> = table.rows.iter().filter_map(|row| reader.row(row)).collect();
    let notices = reader.notices(table);
    let mut problems = reader.problems;
    let regulations = merge(says, &mut problems);
    problems.sort_by_key(|problem| problem.row);
    Sheet { columns: uses, regulations, problems, notices }
}

/// Reads rows, and remembers what is wrong with them.
pub(super) struct Reader<'a> {
    pub columns: &'a Columns,
    pub options: &'a Options,
    pub problems: Vec<Problem>,
    /// Dates whose midnight was taken for no time.
    pub midnights: usize,
    /// Rows of occurrences, which are left out.
    pub occurrences: usize,
}

/// Where a row belongs.
struct Place {
    regulation: Named,
    id: Option<Id>,
    product: Option<Named>,
}

impl Reader<'_> {
    /// Returns what stands in a column of a row, if anything does.
    pub fn get<'r>(&self, row: &'r Row, column: Column) -> Option<&'r str> {
        let cell = row.cells.get(self.columns.place(column)?)?;
        Some(text_of(cell)).filter(|text| !text.is_empty())
    }

    pub fn fail(&mut self, row: &Row, column: Column, problem: Problem) {
        let head = self.columns.head(column);
        self.problems.push(problem.at(row.number, head));
    }

    /// Keeps what was read; says what is wrong with the rest.
    pub fn took<T>(&mut self, row: &Row, column: Column, read: Result<T, Problem>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(problem) => {
                self.fail(row, column, problem);
                None
            }
        }
    }

    /// Reads a row; none where it cannot be told what it is about.
    fn row(&mut self, row: &Row) -> Option<RowSays> {
        let place = self.place(row)?;
        let title = self.get(row, Column::Title).map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
        if title.is_none() && place.id.is_none() {
            self.fail(row, Column::Title, Problem::new("no title stands here", "every milestone has one"));
            return None;
        }
        let date = self.date(row);
        let verb = date.as_ref().and_then(|date| date.verb);
        let cells = self.cells(row, place.product, verb);
        let fields = self.fields(row);
        let owner = self.get(row, Column::Owner).map(|owner| person_of(owner).to_string());
        let notes = self.get(row, Column::Notes).map(|notes| notes.replace("\r\n", "\n"));
        let both = [(Column::Owner, "owner", "owner", owner), (Column::Notes, "notes", "note", notes)];
        let shared = both.into_iter().filter_map(|(column, key, cell_key, value)| {
            Some(SharedKey { key, cell_key, value: value?, head: self.columns.head(column).to_string() })
        });
        let shared = shared.collect();
        let (row, regulation, id) = (row.number, place.regulation, place.id);
        Some(RowSays { row, regulation, id, title, date, fields, shared, cells })
    }

    /// Finds out which milestone a row is about, and which product, if its address says one.
    fn place(&mut self, row: &Row) -> Option<Place> {
        let id_text = self.get(row, Column::Id);
        let address = self.get(row, Column::Address).map(|text| (Column::Address, text));
        let address = address.or(id_text.filter(|text| text.contains('/')).map(|text| (Column::Id, text)));
        if let Some((column, text)) = address {
            if matches!(text.parse(), Ok(Address::Milestone { occurrence: Some(_), .. })) {
                self.occurrences += 1;
                return None;
            }
            let read = by_address(text);
            return self.took(row, column, read);
        }
        let id = id_text.map(|text| Id::new(text).unwrap_or_else(|_no_id| id_of(text, "milestone", |_| false)));
        let said = self.get(row, Column::Regulation).or(self.options.regulation.as_deref());
        let Some(said) = said else {
            let problem = Problem::new("no regulation stands here", "write it into every row");
            self.fail(row, Column::Regulation, problem);
            return None;
        };
        Some(Place { regulation: Named::Name(said.to_string()), id, product: None })
    }

    /// Reads a day, with a time or not.
    pub fn day(&mut self, row: &Row, column: Column, text: &str) -> Option<String> {
        let read = date_of(text, self.options.dates);
        let read = self.took(row, column, read)?.text;
        if matches!(parse_when(&read), Ok(When::Point(_))) {
            return Some(read);
        }
        self.fail(row, column, Problem::new(format!("'{read}' is not a day"), "write it as YYYY-MM-DD"));
        None
    }

    /// Reads the keys of the milestone.
    fn fields(&mut self, row: &Row) -> Vec<(Box<str>, Value, String)> {
        let mut fields: Vec<(Box<str>, Value, String)> = Vec::new();
        let head = |reader: &Self, column| reader.columns.head(column).to_string();
        let kinds: Vec<&'static str> = Kind::ALL.into_iter().map(Kind::word).collect();
        let grades: Vec<&'static str> = Grade::ALL.into_iter().map(Grade::word).collect();
        let certainties: Vec<&'static str> = Certainty::ALL.into_iter().map(Certainty::word).collect();
        let rolls: Vec<&'static str> = Roll::ALL.into_iter().map(Roll::word).collect();
        let sets = [
            (Column::Kind, "kind", kinds),
            (Column::Certainty, "certainty", certainties),
            (Column::Severity, "severity", grades),
            (Column::Roll, "roll", rolls),
        ];
        for (column, key, words) in sets {
            let Some(text) = self.get(row, column) else { continue };
            let read = word_of(text, (key, &words));
            let word = self.took(row, column, read);
            fields.extend(word.map(|word| (key.into(), Value::text(word), head(self, column))));
        }
        let texts = [
            Column::Short,
            Column::Authority,
            Column::Jurisdiction,
            Column::Citation,
            Column::Calendar,
            Column::Penalty,
            Column::Backup,
        ];
        for column in texts {
            let Some(text) = self.get(row, column) else { continue };
            let text = if column == Column::Backup { person_of(text) } else { text };
            fields.push((column.word().into(), Value::text(text), head(self, column)));
        }
        for (column, signs) in [(Column::Source, &[';'][..]), (Column::Tags, &[';', ','][..])] {
            let Some(text) = self.get(row, column) else { continue };
            let items = list_of(text, signs);
            let items = items.iter().map(|item| Value::text(item.trim_start_matches('#')));
            fields.push((column.word().into(), Value::List(items.collect()), head(self, column)));
        }
        if let Some(text) = self.get(row, Column::Opens)
            && let Some(day) = self.day(row, Column::Opens, text)
        {
            fields.push(("opens".into(), Value::text(day), head(self, Column::Opens)));
        }
        for (place, key) in self.columns.extras() {
            let text = row.cells.get(place).map_or("", |cell| text_of(cell));
            if !text.is_empty() {
                fields.push((key.into(), Value::text(text.replace("\r\n", "\n")), key.to_string()));
            }
        }
        fields
    }

    /// Says what should be known: what is left out, and what had to be understood.
    fn notices(&self, table: &Table) -> Vec<String> {
        let mut notices = Vec::new();
        let with = |wanted: &Use| -> Vec<&str> {
            let all = table.heads.iter().zip(&self.columns.uses).enumerate().filter(|(_, (_, what))| *what == wanted);
            let is_filled = |place: usize| {
                table.rows.iter().any(|row| row.cells.get(place).is_some_and(|cell| !cell.trim().is_empty()))
            };
            all.filter(|(place, _)| is_filled(*place)).map(|(_, (head, _))| head.as_str()).collect()
        };
        let (unknown, history) = (with(&Use::Unknown), with(&Use::History));
        if !unknown.is_empty() {
            notices.push(format!("left out, because nobody knows what they fill: {}", unknown.join(", ")));
        }
        if !history.is_empty() {
            notices.push(format!("left out, because an import does not write the past: {}", history.join(", ")));
        }
        if self.midnights > 0 {
            let (dates, were) = if self.midnights == 1 {
                ("1 date".into(), "was")
            } else {
                (format!("{} dates", self.midnights), "were")
            };
            notices.push(format!("{dates} at 00:00:00 {were} taken for a day without a time"));
        }
        if self.occurrences > 0 {
            let rows = if self.occurrences == 1 { "1 row".into() } else { format!("{} rows", self.occurrences) };
            notices.push(format!("left out, because occurrences follow from their milestone: {rows}"));
        }
        let at = table.heads.iter().position(|head| head.trim() == "occurrence");
        let is_one = |row: &&Row| at.and_then(|at| row.cells.get(at)).is_some_and(|cell| !cell.trim().is_empty());
        let series = table.rows.iter().filter(is_one).count();
        if series > 0 {
            let say = "milestones that repeat: a new one gets one date, and needs 'repeat' in the file";
            notices.push(format!("{say} ({series})"));
        }
        notices
    }
}

/// Takes an address apart.
fn by_address(text: &str) -> Result<Place, Problem> {
    let wrong = |hint: &str| Problem::new(format!("'{text}' is not the address of a milestone"), hint);
    let id = |part: &str| Id::new(part).map_err(|error| wrong(error.hint()));
    match text.parse::<Address>() {
        Ok(Address::Milestone { regulation, milestone, product, .. }) => Ok(Place {
            regulation: Named::Id(id(&regulation)?),
            id: Some(id(&milestone)?),
            product: product.as_deref().map(id).transpose()?.map(Named::Id),
        }),
        Ok(Address::Record { .. }) | Err(_) => Err(wrong("write REGULATION/MILESTONE or REGULATION/MILESTONE:PRODUCT")),
    }
}
