//! The exit codes: a documented interface, the same for every command.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: looked everywhere it was asked to (`--require-coverage`, by default all pairs of device
    /// and hunt that apply) and found no intrusion or change of the chosen `--audience` at or
    /// above `--fail-on`. For commands that do not hunt: done.
    LookedEverywhere,
    /// 1: there is such a finding, however much could not be looked at; `content test`: a case
    /// that does not say what it should.
    Found,
    /// 2: could not run: usage, configuration, content, a resource limit.
    CouldNotRun,
    /// 3: found none, but could not look everywhere.
    CouldNotLook,
    /// 130: interrupted. A shell reports this number for a program that the interrupt ended, and
    /// the interrupt is left to do so: the store is valid at every moment, because only its
    /// manifest says what exists.
    #[expect(
        dead_code,
        reason = "part of the documented interface; the system itself returns it"
    )]
    Interrupted,
}

impl Exit {
    /// The number.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::LookedEverywhere => 0,
            Self::Found => 1,
            Self::CouldNotRun => 2,
            Self::CouldNotLook => 3,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
