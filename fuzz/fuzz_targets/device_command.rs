//! Any text as a typed command and as free text: neither panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seawall_device::{Platforms, command, redact};
use seawall_model::SecretKey;

fuzz_target!(|text: &str| {
    let key = SecretKey::new([7; 32]);
    let _ = redact::free_text(text, &key);
    let _ = command::read(&Platforms::default(), None, text, &key);
});
