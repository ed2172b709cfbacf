//! Any text as a typed command and as free text.
#![no_main]

use seawall_device::{command, redact};
use seawall_fuzz::{PLATFORMS, SECRETS};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = redact::free_text(text, &SECRETS);
    let _ = command::read(&PLATFORMS, None, text, &SECRETS);
});
