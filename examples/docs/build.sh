#!/bin/sh
# Builds this documentation site into a folder: build.sh FOLDER EXPORT...  Needs the command botworth.
set -eu
folder=$1
shift
here=$(dirname "$0")
mkdir -p "$folder"
cp "$here/index.html" "$here/botworth-scorecard.js" "$folder/"
botworth score "$@" > "$folder/scorecard.json"
for form in html svg; do botworth render "$folder/scorecard.json" --$form > "$folder/scorecard.$form"; done
botworth render "$folder/scorecard.json" --markdown > "$folder/scorecard.md"
# The site shows what is shared; the whole scorecard stays at home.
rm "$folder/scorecard.json"
