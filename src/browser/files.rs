//! Files as a person gives them: dropped (folders too), chosen, pasted, and given before the app had started.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    ClipboardEvent, DataTransfer, Document, DragEvent, Event, File, FileList, FileSystemDirectoryEntry,
    FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry, HtmlElement, HtmlInputElement,
};

/// What a person gave.
#[derive(Clone, Debug)]
pub enum Given {
    /// Files, those of folders included.
    Files(Vec<File>),
    /// Pasted text.
    Text(String),
    /// A folder that this browser does not read when it is dropped (pages opened from disk); choosing it works.
    UnreadableFolder(String),
}

/// Takes over from the page's static part, which it removes: what was dropped or chosen there is given at once. Then listens
/// to the whole page for drops and pastes until it is closed. `on_dragging` hears whether files hover over the page.
pub fn listen(on_given: impl Fn(Given) + 'static, on_dragging: impl Fn(bool) + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let on_given: Rc<dyn Fn(Given)> = Rc::new(on_given);
    let on_dragging = Rc::new(on_dragging);

    let dragging = Rc::clone(&on_dragging);
    listen_to(&document, "dragover", move |event| {
        let Some(drag) = event.dyn_ref::<DragEvent>() else { return };
        if drag.data_transfer().is_some_and(|transfer| has_files(&transfer)) {
            event.prevent_default();
            dragging(true);
        }
    });
    let dragging = Rc::clone(&on_dragging);
    listen_to(&document, "dragleave", move |event| {
        // Leaving the page, not one element of it for another.
        if event.dyn_ref::<DragEvent>().is_some_and(|drag| drag.related_target().is_none()) {
            dragging(false);
        }
    });
    let given = Rc::clone(&on_given);
    listen_to(&document, "drop", move |event| {
        let Some(transfer) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
        if has_files(&transfer) {
            event.prevent_default();
            on_dragging(false);
            give(items(&transfer), Rc::clone(&given));
        }
    });
    let given = Rc::clone(&on_given);
    listen_to(&document, "paste", move |event| paste(event, &given));
    give_early(&on_given);
    if let Ok(Some(landing)) = document.query_selector("#landing") {
        let input = landing.query_selector("input[type=file]").ok().flatten();
        let chosen = input.map(|input| from_input(input.unchecked_ref())).unwrap_or_default();
        landing.remove();
        if !chosen.is_empty() {
            on_given(Given::Files(chosen));
        }
    }
}

/// The files chosen in an input, which is emptied so that the same file can be chosen again.
pub fn from_input(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(|files| from_list(&files)).unwrap_or_default();
    input.set_value("");
    files
}

/// One dropped thing: `DataTransfer` forgets its items after the event, so both views of each are taken at once.
struct Item {
    entry: Option<FileSystemEntry>,
    file: Option<File>,
}

fn listen_to(document: &Document, event: &'static str, handler: impl Fn(&Event) + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(document, event, options, move |event| handler(event)).forget();
}

fn has_files(transfer: &DataTransfer) -> bool {
    transfer.types().includes(&"Files".into(), 0)
}

fn items(transfer: &DataTransfer) -> Vec<Item> {
    let items = transfer.items();
    (0..items.length())
        .filter_map(|index| items.get(index))
        .filter(|item| item.kind() == "file")
        .map(|item| Item { entry: item.webkit_get_as_entry().ok().flatten(), file: item.get_as_file().ok().flatten() })
        .collect()
}

/// The page's first script keeps what is dropped before the app has started.
fn give_early(on_given: &Rc<dyn Fn(Given)>) {
    let global = js_sys::global();
    let early = Reflect::get(&global, &"botworthEarly".into()).unwrap_or_default();
    let _ = Reflect::delete_property(&global, &"botworthEarly".into());
    let Ok(stop) = Reflect::get(&early, &"stop".into()).and_then(JsValue::dyn_into::<js_sys::Function>) else { return };
    let _ = stop.call0(&early);
    let items: Array = Reflect::get(&early, &"items".into()).unwrap_or_default().unchecked_into();
    let items: Vec<Item> = items.iter().map(|item| Item { entry: known(&item, "entry"), file: known(&item, "file") }).collect();
    if !items.is_empty() {
        give(items, Rc::clone(on_given));
    }
}

fn known<T: wasm_bindgen::JsCast>(item: &JsValue, key: &str) -> Option<T> {
    let value = Reflect::get(item, &key.into()).ok()?;
    // Classes of entries are named differently in browsers: what is there is taken for what it was asked as.
    (value.is_object()).then(|| value.unchecked_into())
}

fn give(items: Vec<Item>, on_given: Rc<dyn Fn(Given)>) {
    spawn_local(async move {
        let mut files = Vec::new();
        for item in items {
            match item {
                Item { entry: Some(entry), .. } if entry.is_directory() => {
                    let name = entry.name();
                    if read_folder(entry.unchecked_into(), &mut files).await.is_err() {
                        on_given(Given::UnreadableFolder(name));
                    }
                }
                Item { file: Some(file), .. } => files.push(file),
                Item { entry: Some(entry), .. } => files.extend(read_entry(entry.unchecked_into()).await.ok()),
                Item { entry: None, file: None } => {}
            }
        }
        if !files.is_empty() {
            on_given(Given::Files(files));
        }
    });
}

/// All files below a folder, breadth first; hidden ones (`.DS_Store`) are not exports.
async fn read_folder(folder: FileSystemDirectoryEntry, files: &mut Vec<File>) -> Result<(), JsValue> {
    let mut folders = std::collections::VecDeque::from([folder]);
    while let Some(folder) = folders.pop_front() {
        let reader = folder.create_reader();
        loop {
            // At most a hundred a call, until one is empty.
            let entries = read_batch(&reader).await?;
            if entries.length() == 0 {
                break;
            }
            for entry in entries.iter() {
                let entry: FileSystemEntry = entry.unchecked_into();
                if entry.is_directory() {
                    folders.push_back(entry.unchecked_into());
                } else if !entry.name().starts_with('.') {
                    files.push(read_entry(entry.unchecked_into()).await?);
                }
            }
        }
    }
    Ok(())
}

async fn read_batch(reader: &FileSystemDirectoryReader) -> Result<Array, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        if let Err(error) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

async fn read_entry(entry: FileSystemFileEntry) -> Result<File, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

fn paste(event: &Event, on_given: &Rc<dyn Fn(Given)>) {
    let Some(transfer) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
    if is_editing() {
        return;
    }
    let files = transfer.files().map(|files| from_list(&files)).unwrap_or_default();
    if !files.is_empty() {
        event.prevent_default();
        on_given(Given::Files(files));
        return;
    }
    let text = transfer.get_data("text/plain").unwrap_or_default();
    if !text.trim().is_empty() {
        event.prevent_default();
        on_given(Given::Text(text));
    }
}

/// Whether a paste belongs to the field in focus.
fn is_editing() -> bool {
    let focus = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let Some(element) = focus else { return false };
    if element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable) {
        return true;
    }
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        // Buttons, switches and the file input take no text.
        "INPUT" => !matches!(
            element.unchecked_ref::<HtmlInputElement>().type_().as_str(),
            "file" | "button" | "submit" | "reset" | "checkbox" | "radio" | "range" | "color" | "image"
        ),
        _ => false,
    }
}

fn from_list(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// The text of a small file.
pub async fn text_of(file: &File) -> Result<String, String> {
    let text = wasm_bindgen_futures::JsFuture::from(file.text()).await.map_err(|error| super::error_text(&error))?;
    Ok(text.as_string().unwrap_or_default())
}
