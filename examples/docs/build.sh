#!/bin/sh
# Builds this documentation site into a folder: build.sh FOLDER RELEASE EXPORT...  Needs the command botworth; RELEASE is the folder
# of an unpacked release (or dist/).
set -eu
folder=$1
release=$2
shift 2
here=$(dirname "$0")
mkdir -p "$folder"
cp "$here/index.html" "$folder/"
cp -R "$release/v1" "$folder/"
botworth score "$@" > "$folder/scorecard.json"
for form in html svg; do botworth render "$folder/scorecard.json" --$form > "$folder/scorecard.$form"; done
botworth render "$folder/scorecard.json" --markdown > "$folder/scorecard.md"
botworth render "$folder/scorecard.json" --link > "$folder/scorecard.txt"
# The site shows what is shared; the whole scorecard stays at home.
rm "$folder/scorecard.json"
