//! Every sentence of the app, in English and Japanese.
