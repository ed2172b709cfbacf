//! Words that announce a secret, and their harmless relatives.

/// Parts of words (between hyphens, underscores and dots) that announce a secret.
const PARTS: &[&str] = &[
    "key",
    "psk",
    "pw",
    "pwd",
    "passwd",
    "phash",
    "passphrase",
    "credential",
    "credentials",
    "cred",
    "creds",
    "secret",
    "secrets",
    "password",
    "token",
    "apikey",
];

/// Endings and beginnings that announce one when they are part of a longer word.
const ENDS: &[&str] = &[
    "key",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "psk",
];
const BEGINS: &[&str] = &["password", "secret", "passwd", "passphrase"];

/// Whole words that announce one.
const WHOLE: &[&str] = &[
    "community",
    "snmp-community",
    "community-string",
    "snmp-community-string",
    "trap-group",
    "md5",
    "community-map",
];

/// Whole words that contain one of the above and announce nothing.
const HARMLESS: &[&str] = &[
    "donkey",
    "hockey",
    "jockey",
    "key-chain",
    "key-exchange",
    "key-size",
    "monkey",
    "nopassword",
    "password-encryption",
    "password-policy",
    "password-prompt",
    "password-recovery",
    "password-retry-lockout",
    "password-strength",
    "passwords",
    "ssh-key",
    "pubkey",
    "public-key",
    "rekey",
    "re-key",
    "host-key",
    "hostkey",
    "hotkey",
    "secret-data",
    "secretary",
    "ssh-keys",
    "keypair",
    "token-ring",
    "tokenring",
    "trusted-key",
    "turkey",
    "whiskey",
    "pubkey-chain",
    "named-key",
    "rsa-pubkey",
    "set-secret",
    "ui_cfg_audit_set_secret",
    "no-password",
    "tunnel-key",
    "key_addition",
    "crypto_engine-5-key_addition",
    "key_deletion",
    "crypto_engine-5-key_deletion",
    "kex",
    "server-key-mismatch",
    "anykey",
];

/// Words that, right after `key`, say that no secret follows.
const AFTER_KEY: &[&str] = &[
    "chain",
    "generate",
    "generated",
    "zeroize",
    "named",
    "pair",
    "pairs",
    "import",
    "export",
    "size",
    "exchange",
    "management",
    "label",
    "length",
    "lifetime",
    "storage",
    "mypubkey",
    "pubkey-chain",
    "lock",
    "unlock",
    "move",
    "event",
    "type",
    "algorithm",
    "has",
    "was",
    "performance",
    "customer",
    "customers",
    "account",
    "accounts",
    "contact",
    "site",
    "person",
    "users",
    "derivation",
    "rotation",
];

/// Words that, right after `password` or `secret`, say that no secret follows.
const AFTER_PASSWORD: &[&str] = &[
    "encryption",
    "required",
    "authentication",
    "prompt",
    "expired",
    "restriction",
    "strength",
    "logging",
    "for-none",
    "policy",
    "aging",
    "history",
    "failed",
    "failure",
    "change",
    "changed",
    "has",
    "min-length",
];

/// Words that, right after `community`, say that routes are meant.
const AFTER_COMMUNITY: &[&str] = &["matches-any", "matches-every", "matches-within", "is-empty"];

/// A word that announces a secret. `word` may stand in any case.
pub(super) fn announces(word: &str) -> bool {
    if !may(word) {
        return false;
    }
    let word = word.trim_matches(['_', '-', '.', '/', '*', '%', '$', '@', '#']);
    if word.len() < 2 || word.len() > 64 {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    if HARMLESS.contains(&lower.as_str()) {
        return false;
    }
    WHOLE.contains(&lower.as_str())
        || ENDS.iter().any(|end| lower.ends_with(end))
        || BEGINS.iter().any(|begin| lower.starts_with(begin))
        || lower
            .split(['-', '_', '.', '/'])
            .any(|part| PARTS.contains(&part) || BEGINS.iter().any(|b| part.starts_with(b)))
}

/// A name, as of a variable, that announces that its value is a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    announces(name)
        || lower
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|part| matches!(part, "pass" | "community" | "auth" | "pin"))
        || lower.ends_with("pass")
        || lower.ends_with("pw")
}

/// Whether the text has two letters in a row without which nothing above can match: most words, and
/// most lines, of a configuration end here.
pub(super) fn may(text: &str) -> bool {
    let mut before = 0;
    text.bytes().any(|byte| {
        let byte = byte | 0x20;
        let pair = (before, byte);
        before = byte;
        matches!(
            pair,
            (b'k', b'e') // key, token
                | (b's', b'k') // psk
                | (b'p', b'w' | b'i' | b'-' | b'a') // pw, pin, trap-group, pass
                | (b'w', b'd')
                | (b'h', b'a') // phash, auth sha
                | (b'c', b'r') // secret, cred
                | (b'm', b'm') // community
                | (b'd', b'5') // md5
                | (b't', b'e') // authentication text
        )
    })
}

/// Whether the word after an announcing one says that no secret follows.
pub(super) fn calms(announcing: &str, next: &str) -> bool {
    let is = |list: &[&str]| list.iter().any(|word| word.eq_ignore_ascii_case(next));
    let has = |end: &str| {
        announcing.len() >= end.len()
            && announcing
                .get(announcing.len() - end.len()..)
                .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    (announcing.eq_ignore_ascii_case("key") && is(AFTER_KEY))
        || (announcing == "community" && is(AFTER_COMMUNITY))
        || ((has("password") || has("secret")) && is(AFTER_PASSWORD))
}
