# Makes, in the current folder, what the examples of the commands' help name: a record with a series, files to add, a colleague's
# record, a damaged one.
set -e
say() { # DATE TITLE TEXT: one statement of the series
    printf '%s\n' "$3" >"$1.txt"
    printf 'title: %s\nissuer: Upland; Lowland\ndate: %s\nkind: statement\nseries: ncg\nlanguage: en\n' "$2" "$1" >"$1.txt.meta"
}
mkdir statements && cd statements
say 2023-12-15 "Second statement" "Both sides reaffirmed extended deterrence with the full range of means. They named North Korea."
say 2025-01-10 "Fourth statement" "Both sides reaffirmed extended deterrence with the full range of means. They met in the spring."
say 2025-12-11 "Fifth statement" "Both sides reaffirmed extended deterrence. The southern side will take the leading role."
cd ..
printf 'concept: North Korea\nalias.en: DPRK\n\nconcept: leading role\n\nconcept: extended deterrence\n' >concepts.txt
printf 'Another statement. Both sides met again.\n' >statement.txt
printf '<html><body><h1>A page</h1><p>Some words about the talks, and some more.</p></body></html>\n' >page.html
for r in mine theirs broken; do entente init $r.entente; done
entente -R theirs.entente add statement.txt
entente -R mine.entente concept set concepts.txt
entente -R mine.entente add statements
