//! Secrets leave a reader only as keyed fingerprints: HMAC-SHA-256 (RFC 2104) truncated to 128
//! bits under a key that stays in the store. Equal secrets have equal fingerprints, so reuse stays
//! visible; without the key nobody can test guesses. Printers go one step further and replace the
//! fingerprint by a letter, because the fingerprint itself never leaves the store.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Opens a masked secret in stored text; 32 hexadecimal digits and [`SECRET_CLOSE`] follow.
pub const SECRET_OPEN: &str = "‹secret:";
/// Closes a masked secret in stored text.
pub const SECRET_CLOSE: &str = "›";

/// The fingerprint of one secret under one store's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// Thirty-two lower-case hexadecimal digits: the form in stored text and columns.
    #[must_use]
    pub fn to_hex(self) -> String {
        data_encoding::HEXLOWER.encode(&self.0)
    }

    /// What stands in stored text where the secret stood.
    #[must_use]
    pub fn to_mask(self) -> String {
        format!("{SECRET_OPEN}{}{SECRET_CLOSE}", self.to_hex())
    }
}

/// The random key of one store. It is neither printed nor compared.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// The key with these bytes; the store makes or loads them.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Fingerprints a secret. Reversible encodings (IOS type 7, quoted text) are decoded first by
    /// the caller, so that the same secret is recognised in both spellings; salted hashes are
    /// fingerprinted as text and claim no reuse.
    #[must_use]
    pub fn fingerprint(&self, secret: &[u8]) -> Fingerprint {
        let mut bytes = [0; 16];
        // HMAC takes a key of any length, so `new_from_slice` cannot fail; were it to, the mask
        // would lose its use for reuse and still hide the secret.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) {
            mac.update(secret);
            bytes.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        }
        Fingerprint(bytes)
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(hidden)")
    }
}
