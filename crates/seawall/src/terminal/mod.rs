//! Output for people: pages of styled lines, escaped and coloured in one place.

mod grid;
mod page;
mod screen;

pub(crate) use grid::grid;
pub(crate) use page::{Line, Page, Style};
pub(crate) use screen::{View, screen, tie, together};
