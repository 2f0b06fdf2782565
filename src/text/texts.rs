//! How a group of texts is declared: a struct of which every language fills each field, with free names or those
//! of what it speaks of.

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $text:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs, reason = "each field is one text, read beside its name in `en`")]
        pub struct $name { $(pub $field: $text),* }
    )*};
}

macro_rules! by_name {
    ($(#[$doc:meta])* $name:ident, $id:ty, $text:ty, { $($field:ident: $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs, reason = "each field is the text of the name it bears")]
        pub struct $name { $(pub $field: $text),* }

        impl $name {
            /// The text of a name.
            pub fn of(&self, id: $id) -> &$text {
                match id { $(<$id>::$variant => &self.$field),* }
            }
        }
    };
}
