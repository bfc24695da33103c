package igloo

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCleanMakesOneSafeLine(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"plain text stays":                    {"Front door", "Front door"},
		"Norwegian letters stay":              {"Båthus på Ærøya", "Båthus på Ærøya"},
		"a combining mark stays":              {"Ba\u030athus", "Ba\u030athus"},
		"an emoji keeps its selector":         {"Sauna ♨\ufe0f", "Sauna ♨\ufe0f"},
		"a joined emoji falls into its parts": {"👩\u200d🔧", "👩🔧"},
		"spaces collapse and ends are cut":    {" \u00a0a \t\r\n b\u2003", "a b"},
		"a line separator is a space":         {"a\u2028b\u2029c\u0085d\ve", "a b c d e"},
		"colours go":                          {"\x1b[1;31mred\x1b[0m", "red"},
		"a title goes with its text":          {"a\x1b]0;owned\ab", "ab"},
		"a clipboard write goes":              {"a\x1b]52;c;aGk=\x1b\\b", "ab"},
		"a link leaves its words":             {"\x1b]8;;http://x\x1b\\here\x1b]8;;\x1b\\", "here"},
		"a device string goes":                {"a\x1bPq#0\x1b\\b", "ab"},
		"eight-bit CSI goes":                  {"a\u009b31mb", "ab"},
		"eight-bit OSC goes":                  {"a\u009d0;owned\u009cb", "ab"},
		"a string that is broken off":         {"a\x1b]0;own\x18b", "ab"},
		"a string cut by another sequence":    {"a\x1b]0;own\x1b[31mb", "ab"},
		"a string that never ends":            {"a\x1b]0;owned", "a"},
		"a character set goes":                {"a\x1b(0b", "ab"},
		"a reset goes":                        {"a\x1bcb", "ab"},
		"a lone ESC goes":                     {"a\x1b", "a"},
		"an ESC before a letter of ours":      {"a\x1båb", "aåb"},
		"two ESC in a row":                    {"a\x1b\x1b[31mb", "ab"},
		"controls go":                         {"a\x00\a\b\x7fb", "ab"},
		"bidi controls go":                    {"a\u202eb\u2066c\u200fd", "abcd"},
		"zero-width characters go":            {"\ufeffa\u200b\u2060\u00adb", "ab"},
		"fillers go":                          {"\u3164\u115fa", "a"},
		"tags go":                             {"a\U000e0001\U000e0041\U000e0100b", "ab"},
		"a byte that is not UTF-8 is marked":  {"a\xffb\x9b", "a\ufffdb\ufffd"},
		"bytes do not join to a control":      {"a\xc2\x1b[m\x9b31m", "a\ufffd\ufffd31m"},
		"a tower of marks loses its top":      {"Sa" + strings.Repeat("\u0336\u0489", 40) + "una", "Sa\u0336\u0489\u0336\u0489una"},
		"hidden ones do not hold a tower up":  {"a\u0301\u0301\u0301\u200b\u0301\u200b\u0301", "a\u0301\u0301\u0301\u0301"},
		"a keycap stays":                      {"1\ufe0f\u20e3 Rom", "1\ufe0f\u20e3 Rom"},
		"letters of many marks stay":          {"đ\u0302\u0323\u0301 שָׁ\u0596", "đ\u0302\u0323\u0301 שָׁ\u0596"},
		"nothing but hidden ones is nothing":  {"\u200b \x1b[0m\u2060", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Clean(tc.in); got != tc.want {
				t.Errorf("Clean(%q) = %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}

// hostile draws texts that are dense in what Clean has to catch.
func hostile() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"\x1b", "\x1b[", "\x1b]", "\x1b\\", "\x1bP", "\u009b", "\u009d", "\u009c", "\a", "\x18", "31m", "0;t", "\xc2", "\x9b",
			" ", "\r\n", "\u00a0", "\u200b", "\u202e", "\ufeff", "\U000e0041", "å", "a\u030a", "♨\ufe0f", `"`, "«", "Code:", "Kode :", "[200~",
		}),
		rapid.String(),
	)
	return rapid.Map(rapid.SliceOfN(piece, 0, 12), func(p []string) string { return strings.Join(p, "") })
}

func TestCleanIsSafeAndIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkClean(t, hostile().Draw(t, "text")) })
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"Front door", "a\x1b]0;t\ab", "\u009b1m\xc2\x1b[m\x9b", " \u202e x ", "e\u0301\u0302\u0303\u0304\u0305", "\xed\xa0\x80", "👩\u200d🔧"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) { checkClean(t, s) })
}

func TestALineIsCutWhereNobodyReadsOn(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"what fits stays":          {strings.Repeat("å", MaxText), strings.Repeat("å", MaxText)},
		"one more is cut":          {strings.Repeat("å", MaxText+1), strings.Repeat("å", MaxText-1) + "…"},
		"no blank before the …":    {strings.Repeat("å", MaxText-2) + " bcd", strings.Repeat("å", MaxText-2) + "…"},
		"hidden ones do not count": {strings.Repeat("\u200b", 1<<20) + "Rom 1", "Rom 1"},
	} {
		if got := Line(tc.in); got != tc.want || Line(got) != got || Clean(got) != got {
			t.Errorf("%s: %d bytes, %q", name, len(got), got)
		}
	}
}

func checkClean(t interface{ Fatalf(string, ...any) }, s string) {
	got := Clean(s)
	if again := Clean(got); again != got {
		t.Fatalf("Clean(%q) = %q, and again %q", s, got, again)
	}
	if !utf8.ValidString(got) || strings.TrimSpace(got) != got || strings.Contains(got, "  ") {
		t.Fatalf("Clean(%q) = %q is not one trimmed line", s, got)
	}
	marks := 0
	for _, r := range got {
		if marks = piled(marks, r); marks > maxPile {
			t.Fatalf("Clean(%q) = %q keeps a tower of marks", s, got)
		}
		if Hidden(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || (unicode.IsSpace(r) && r != ' ') {
			t.Fatalf("Clean(%q) = %q keeps %U", s, got, r)
		}
	}
}
