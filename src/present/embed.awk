# Makes a C array of lines from a text file: awk -f embed.awk NAME FILE... is called by the build.
BEGIN { printf "/* Made by embed.awk; do not edit. */\nstatic const char *const %s[] = {\n", name }
{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); printf "    \"%s\\n\",\n", $0 }
END { print "};" }
