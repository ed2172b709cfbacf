//! The notation itself: one template's text to items, and items against a line's words.

use crate::template::Capture;
use crate::words::Words;

/// One part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// One of these words, lower case.
    Words(Vec<Box<str>>),
    /// A column.
    Capture(Box<str>, Form),
    /// May be missing.
    Optional(Vec<Self>),
}

/// What a capture takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One word.
    Word,
    /// A secret, with its type before it.
    Secret,
    /// Everything to the end.
    Rest,
}

/// Parses a template.
///
/// # Errors
/// A sentence that says what is wrong.
pub(crate) fn parse(text: &str) -> Result<Vec<Item>, String> {
    let mut items = Vec::new();
    let mut optional: Option<Vec<Item>> = None;
    for word in text.split_whitespace() {
        let mut word = word;
        if let Some(rest) = word.strip_prefix('[') {
            if optional.is_some() {
                return Err(format!(
                    "The optional part at \"{word}\" stands in another one."
                ));
            }
            optional = Some(Vec::new());
            word = rest;
        }
        let closes = word.ends_with(']');
        let item = item(word.strip_suffix(']').unwrap_or(word))?;
        match optional.as_mut() {
            Some(part) => part.push(item),
            None => items.push(item),
        }
        if closes {
            let part = optional
                .take()
                .ok_or_else(|| format!("The \"]\" at \"{word}\" closes nothing."))?;
            items.push(Item::Optional(part));
        }
    }
    if optional.is_some() {
        return Err("An optional part is not closed with \"]\".".to_owned());
    }
    if items.is_empty() {
        return Err("The template is empty.".to_owned());
    }
    let ends_early = items.iter().rev().skip(1).any(|item| match item {
        Item::Capture(_, Form::Rest) => true,
        Item::Optional(part) => part
            .iter()
            .any(|i| matches!(i, Item::Capture(_, Form::Rest))),
        _ => false,
    });
    if ends_early {
        return Err("Something follows a \":rest\" capture, which takes everything.".to_owned());
    }
    Ok(items)
}

fn item(word: &str) -> Result<Item, String> {
    if let Some(inside) = word.strip_prefix('{') {
        let inside = inside
            .strip_suffix('}')
            .ok_or_else(|| format!("The capture \"{word}\" is not closed with \"}}\"."))?;
        let (name, form) = inside.split_once(':').unwrap_or((inside, ""));
        let form = match form {
            "" => Form::Word,
            "secret" => Form::Secret,
            "rest" => Form::Rest,
            other => return Err(format!("A capture has no form \"{other}\".")),
        };
        let named = |c: char| c.is_ascii_lowercase() || c == '_';
        if name.is_empty() || !name.chars().all(named) {
            return Err(format!("The capture \"{word}\" has no column's name."));
        }
        return Ok(Item::Capture(name.into(), form));
    }
    if word.is_empty() || word.contains(['[', ']', '{', '}']) {
        return Err(format!("The word \"{word}\" is none of the notation."));
    }
    // A pipe that stands alone is the pipe of a command, not an alternative.
    if word == "|" {
        return Ok(Item::Words(vec![word.into()]));
    }
    let words = word.split('|').map(|word| word.to_ascii_lowercase().into());
    Ok(Item::Words(words.collect()))
}

/// The fewest words these items match.
fn fewest(items: &[Item]) -> usize {
    let one = |item: &Item| usize::from(!matches!(item, Item::Optional(_)));
    items.iter().map(one).sum()
}

/// Whether the items match the line from word `from` to its end. Captures are appended; on failure
/// those appended here are taken off again.
pub(crate) fn matches<'t>(
    items: &'t [Item],
    line: &str,
    words: &Words,
    from: usize,
    captures: &mut Vec<Capture<'t>>,
) -> bool {
    let kept = captures.len();
    let mut matcher = Matcher {
        line,
        words,
        captures,
        at: from,
    };
    if matcher.all(items) && matcher.at >= words.len() {
        return true;
    }
    captures.truncate(kept);
    false
}

struct Matcher<'a, 't> {
    line: &'a str,
    words: &'a Words,
    captures: &'a mut Vec<Capture<'t>>,
    at: usize,
}

impl<'t> Matcher<'_, 't> {
    fn all(&mut self, items: &'t [Item]) -> bool {
        let mut rest = items;
        while let [item, after @ ..] = rest {
            rest = after;
            match item {
                Item::Optional(part) => self.optional(part, after),
                item => {
                    if !self.one(item, fewest(after), after.is_empty()) {
                        return false;
                    }
                }
            }
        }
        true
    }

    fn optional(&mut self, part: &'t [Item], after: &[Item]) {
        let least = fewest(after);
        let left = self.words.len().saturating_sub(self.at);
        let begins = match part.first() {
            Some(Item::Words(words)) => self.is_one_of(words),
            _ => true,
        };
        if !begins || left < fewest(part) + least {
            return;
        }
        let (at, kept) = (self.at, self.captures.len());
        for (n, item) in part.iter().enumerate() {
            let remain = part.len() - n - 1;
            if !self.one(item, least + remain, remain == 0 && after.is_empty()) {
                self.at = at;
                self.captures.truncate(kept);
                return;
            }
        }
    }

    fn is_one_of(&self, words: &[Box<str>]) -> bool {
        self.words
            .get(self.line, self.at)
            .is_some_and(|word| words.iter().any(|w| w.eq_ignore_ascii_case(word)))
    }

    /// Matches one word, capture or secret; `after` words at least must remain, and `last` says
    /// that nothing of the template follows.
    fn one(&mut self, item: &'t Item, after: usize, last: bool) -> bool {
        let (column, form) = match item {
            Item::Words(words) => {
                let is = self.is_one_of(words);
                self.at += usize::from(is);
                return is;
            }
            Item::Capture(column, form) => (column, *form),
            Item::Optional(_) => return false,
        };
        let Some(mut span) = self.words.span(self.at) else {
            return false;
        };
        // A column that holds an address takes nothing else.
        if &**column == "address"
            && self
                .words
                .get(self.line, self.at)
                .is_none_or(|word| seawall_model::Address::parse(word).is_none())
        {
            return false;
        }
        if &**column == "network" && !self.words.get(self.line, self.at).is_some_and(is_prefix) {
            return false;
        }
        let mut kind = None;
        if form == Form::Secret {
            let left = self.words.len() - self.at;
            let word = self.words.get(self.line, self.at);
            if left >= after + 2 && word.is_some_and(is_secret_type) {
                kind = Some((span.start, span.end));
                self.at += 1;
                match self.words.span(self.at) {
                    Some(next) => span = next,
                    None => return false,
                }
            }
        }
        if form == Form::Rest || (form == Form::Secret && last) {
            span.end = self.line.trim_end().len();
            self.at = self.words.len();
        } else {
            self.at += 1;
        }
        self.captures.push(Capture {
            column,
            start: span.start,
            end: span.end,
            form,
            kind,
        });
        true
    }
}

/// `192.0.2.0/24`.
fn is_prefix(word: &str) -> bool {
    let is = |(address, length): (&str, &str)| {
        seawall_model::Address::parse(address).is_some() && length.parse::<u8>().is_ok()
    };
    word.split_once('/').is_some_and(is)
}

/// The words that say how the secret after them is stored: a number, or as IOS XR says it.
pub(crate) fn is_secret_type(word: &str) -> bool {
    matches!(
        word,
        "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "clear" | "encrypted"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(template: &str, line: &str) -> String {
        let items = match parse(template) {
            Ok(items) => items,
            Err(error) => return error,
        };
        let mut captures = Vec::new();
        if !matches(&items, line, &Words::of(line), 0, &mut captures) {
            return "no".to_owned();
        }
        let mut shown = Vec::new();
        for capture in captures {
            let kind = capture.kind.and_then(|(start, end)| line.get(start..end));
            let kind = kind.map(|kind| format!("{kind}:")).unwrap_or_default();
            shown.push(format!("{}={kind}{}", capture.column, capture.text(line)));
        }
        format!("yes {}", shown.join(" "))
    }

    #[test]
    fn words_captures_and_alternatives() {
        assert_eq!(read("ip http server", "ip HTTP server"), "yes ");
        assert_eq!(read("ip http server", "ip http"), "no");
        assert_eq!(read("ip http server", "ip http server now"), "no");
        assert_eq!(read("a|b {x}", "b \"two words\""), "yes x=two words");
        assert_eq!(
            read("ping {x} {_:rest}", "ping 192.0.2.1 size 9"),
            "yes x=192.0.2.1 _=size 9"
        );
    }

    #[test]
    fn optional_parts_begin_with_a_word_or_need_enough_words() {
        let template = "username {account} [privilege {privilege}] secret {secret:secret}";
        assert_eq!(
            read(template, "username ann privilege 15 secret 9 $9$x"),
            "yes account=ann privilege=15 secret=9:$9$x"
        );
        assert_eq!(
            read(template, "username ann secret a b"),
            "yes account=ann secret=a b"
        );
        assert_eq!(read("a [{x}] b", "a b"), "yes ");
        assert_eq!(read("a [{x}] b", "a c b"), "yes x=c");
        assert_eq!(read("a [b {x}] [c {y}]", "a c d"), "yes y=d");
    }

    #[test]
    fn a_secret_takes_its_type_and_at_the_end_the_rest() {
        assert_eq!(read("key {s:secret}", "key 7 0822"), "yes s=7:0822");
        assert_eq!(read("key {s:secret}", "key 7"), "yes s=7");
        assert_eq!(
            read("community {s:secret} [RO]", "community 7 RO"),
            "yes s=7:RO"
        );
        assert_eq!(read("community {s:secret} RO", "community 7 RO"), "yes s=7");
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            read("a [b", "a"),
            "An optional part is not closed with \"]\"."
        );
        assert_eq!(
            read("a [b [c]]", "a"),
            "The optional part at \"[c]]\" stands in another one."
        );
        assert_eq!(read("{x:what}", "a"), "A capture has no form \"what\".");
        assert_eq!(
            read("{x:rest} b", "a"),
            "Something follows a \":rest\" capture, which takes everything."
        );
    }
}
