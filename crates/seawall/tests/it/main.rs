//! The program as users meet it: commands in, screens, documents and exit codes out.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot set up its world must stop"
)]

mod architecture;
mod bad_input;
mod commands;
mod content;
mod corpus;
mod determinism;
mod documents;
mod first_steps;
mod hostile;
mod members;
mod seawall;
mod settings;
mod silence;
