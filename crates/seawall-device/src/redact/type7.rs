//! Cisco's type 7, an encoding and no encryption: each byte is combined with a fixed text that
//! starts at the offset in the first two digits. Decoded only to fingerprint the value, so that the
//! same password is recognised under every offset and beside its plain form.

/// The fixed text, as published many times since 1995.
const TEXT: &[u8] = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87";

/// The plain value, if `encoded` is of this form and decodes to printable text.
pub(super) fn decode(encoded: &str) -> Option<String> {
    let digits = encoded.as_bytes();
    if digits.len() < 4 || !digits.len().is_multiple_of(2) {
        return None;
    }
    let offset: usize = encoded.get(..2)?.parse().ok()?;
    let mut plain = String::with_capacity(digits.len() / 2);
    for (n, pair) in digits.get(2..)?.chunks_exact(2).enumerate() {
        let pair = std::str::from_utf8(pair).ok()?;
        let byte = u8::from_str_radix(pair, 16).ok()?;
        let key = TEXT.get((offset + n) % TEXT.len())?;
        let byte = byte ^ key;
        if !(b' '..=b'~').contains(&byte) {
            return None;
        }
        plain.push(char::from(byte));
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_word_decodes_under_every_offset() {
        assert_eq!(decode("0822455D0A16").as_deref(), Some("cisco"));
        assert_eq!(decode("13061E010803").as_deref(), Some("cisco"));
        assert_eq!(decode("0822455D0A1"), None);
        assert_eq!(decode("hunter22"), None);
        assert_eq!(decode(""), None);
    }
}
