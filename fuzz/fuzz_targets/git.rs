//! Any bytes as the pack and the index of a bare git repository.
#![no_main]

libfuzzer_sys::fuzz_target!(|parts: (Vec<u8>, Vec<u8>)| seawall_fuzz::repository(&parts.0, &parts.1));
