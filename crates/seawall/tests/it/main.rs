//! The program as users meet it: commands in, screens, documents and exit codes out.

mod bad_input;
mod commands;
mod content;
mod corpus;
mod determinism;
mod documents;
mod hostile;
mod seawall;
mod settings;
mod silence;
