//! Redaction. Secrets are replaced from the parse tree where a template declares them, and by
//! suspicion everywhere else: after a secret-looking word the rest of the line is masked, and so
//! are the passwords of URLs, salted hashes and words that look generated.
//!
//! A mask is the keyed fingerprint of the value, so that reuse stays visible; reversible encodings
//! (IOS type 7) are decoded in memory first. What it leaves out: knowing better. A masked fact is a
//! nuisance, a visible secret a breach.

mod suspicion;
mod type7;
mod words;

use seawall_model::{Fingerprint, SecretKey};

pub(crate) use suspicion::{Extent, suspects};
pub(crate) use words::is_secret_name;

/// Masks what follows a secret-looking word, the passwords of URLs, salted hashes and words that
/// look generated. For banners, descriptions, log messages and files nobody reads.
#[must_use]
pub fn free_text(text: &str, secrets: &SecretKey) -> String {
    let mut masks = Masks::default();
    suspects(text, 0, Extent::FreeText, &mut masks);
    masks.apply(text, secrets).0
}

/// The fingerprint of a secret as it is written, with the type that was written before it.
pub(crate) fn fingerprint(value: &str, kind: Option<&str>, secrets: &SecretKey) -> Fingerprint {
    let decoded = if is_type7(kind) {
        type7::decode(value)
    } else {
        None
    };
    secrets.fingerprint(decoded.as_deref().unwrap_or(value).as_bytes())
}

/// IOS XR says `encrypted` where IOS says 7.
fn is_type7(kind: Option<&str>) -> bool {
    matches!(kind, Some("7" | "encrypted"))
}

/// The pieces of a text that must not be seen.
#[derive(Debug, Default)]
pub(crate) struct Masks {
    spans: Vec<Mask>,
}

#[derive(Clone, Copy, Debug)]
struct Mask {
    start: usize,
    end: usize,
    decode: bool,
}

impl Masks {
    /// Masks a piece; `kind` is the type written before it.
    pub(crate) fn add(&mut self, start: usize, end: usize, kind: Option<&str>) {
        if start < end {
            self.spans.push(Mask {
                start,
                end,
                decode: is_type7(kind),
            });
        }
    }

    /// Forgets everything, for the next text.
    pub(crate) fn clear(&mut self) {
        self.spans.clear();
    }

    /// A piece of the text with the masks that lie in it.
    pub(crate) fn apply_to(
        &self,
        text: &str,
        start: usize,
        end: usize,
        secrets: &SecretKey,
    ) -> String {
        let mut inside = Self::default();
        for mask in &self.spans {
            let (from, to) = (mask.start.max(start), mask.end.min(end));
            if from < to {
                inside.spans.push(Mask {
                    start: from - start,
                    end: to - start,
                    decode: mask.decode,
                });
            }
        }
        let piece = text.get(start..end).unwrap_or_default();
        inside.apply(piece, secrets).0
    }

    /// The text with masks, and the fingerprint of the first secret. A piece that overlaps an
    /// earlier one extends it.
    pub(crate) fn apply(
        &mut self,
        text: &str,
        secrets: &SecretKey,
    ) -> (String, Option<Fingerprint>) {
        if self.spans.is_empty() {
            return (text.to_owned(), None);
        }
        self.spans.sort_by_key(|mask| (mask.start, mask.end));
        let mut out = String::with_capacity(text.len() + 48);
        let mut first = None;
        let mut at = 0;
        let mut spans = self.spans.iter().copied().peekable();
        while let Some(mut mask) = spans.next() {
            while let Some(next) = spans.next_if(|next| next.start < mask.end) {
                mask.end = mask.end.max(next.end);
            }
            let (Some(before), Some(value)) =
                (text.get(at..mask.start), text.get(mask.start..mask.end))
            else {
                continue;
            };
            out.push_str(before);
            let value = crate::words::unquoted(value);
            if value.bytes().all(|byte| byte == b'*') {
                // The device has hidden it already (`hidekeys`): no secret, and no reuse to show.
                out.push_str(text.get(mask.start..mask.end).unwrap_or_default());
                at = mask.end;
                continue;
            }
            let print = fingerprint(value, mask.decode.then_some("7"), secrets);
            first = first.or(Some(print));
            out.push_str(&print.to_mask());
            at = mask.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        (out, first)
    }
}

#[cfg(test)]
mod tests;
