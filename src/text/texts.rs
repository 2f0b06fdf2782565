//! How a group of texts is declared: a struct of which every language fills each field.

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $text:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs, reason = "each field is one text, read beside its name in `en`")]
        pub struct $name { $(pub $field: $text),* }
    )*};
}
