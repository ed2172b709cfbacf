//! The channel-silencing experiments of corpus/silence.md.
