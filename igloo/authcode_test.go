package igloo

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCleanAuthCodeTakesOffWhatAPasteAdds(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"a plain code stays":               {"aB3-xY_9.z:/+=", "aB3-xY_9.z:/+="},
		"line breaks at the end":           {"ABCD1234\r\n", "ABCD1234"},
		"a soft wrap inside":               {"ABCD-\r\n  1234", "ABCD-1234"},
		"spaces and tabs inside":           {" AB CD\t12 34 ", "ABCD1234"},
		"no-break and thin spaces":         {"AB\u00a0CD\u202f12\u200934", "ABCD1234"},
		"zero-width characters and a mark": {"\ufeffAB\u200bCD\u2060", "ABCD"},
		"a soft hyphen":                    {"AB\u00adCD", "ABCD"},
		"straight quotes":                  {`"ABCD"`, "ABCD"},
		"guillemets":                       {"« ABCD »", "ABCD"},
		"curly quotes":                     {"“ABCD”", "ABCD"},
		"low quotes":                       {"„ABCD“", "ABCD"},
		"backticks":                        {"```ABCD```", "ABCD"},
		"half a pair of quotes":            {"ABCD’", "ABCD"},
		"a label":                          {"Code: ABCD", "ABCD"},
		"the portal's label":               {"Auth code: ABCD", "ABCD"},
		"a sentence":                       {"Your code is:\nABCD", "ABCD"},
		"capitals":                         {"AUTH CODE:ABCD", "ABCD"},
		"Norwegian":                        {"Kode: ABCD", "ABCD"},
		"a Norwegian sentence":             {"Koden din er: «ABCD»", "ABCD"},
		"a space before the colon":         {"Code : ABCD", "ABCD"},
		"a wide colon":                     {"Code：ABCD", "ABCD"},
		"a label in quotes":                {`"Code": "ABCD"`, "ABCD"},
		"a label within a label":           {"Your code is: Code: ABCD", "ABCD"},
		"a paste's marks":                  {"\x1b[200~ABCD\x1b[201~", "ABCD"},
		"a paste's marks as text":          {"^[[200~ABCD^[[201~", "ABCD"},
		"what is left of the marks":        {"[200~Code: ABCD[201~", "ABCD"},
		"colours":                          {"\x1b[1mAB\x1b[0mCD", "ABCD"},
		"a link around it":                 {"\x1b]8;;https://x\aABCD\x1b]8;;\a", "ABCD"},
		"a code that begins like a label":  {"CODE-1234", "CODE-1234"},
		"a code with colons":               {"AB:CD:EF", "AB:CD:EF"},
		"a label before such a code":       {"Code: AB:CD", "AB:CD"},
		"a code that holds a label":        {"ABcode:12", "ABcode:12"},
		"only a label":                     {"Code: ", ""},
		"only quotes and spaces":           {" «\u200b» ", ""},
		"nothing":                          {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := CleanAuthCode(tc.in)
			if got.Code.Reveal() != tc.want || got.Code.Empty() != (tc.want == "") {
				t.Errorf("CleanAuthCode(%q) = %q, want %q", tc.in, got.Code.Reveal(), tc.want)
			}
			if got.Odd != nil {
				t.Errorf("CleanAuthCode(%q) finds %q odd", tc.in, got.Odd)
			}
		})
	}
}

func TestOddCharactersAreReportedOnceAndKept(t *testing.T) {
	for in, want := range map[string]string{
		"АBCD": "А", "AB–CD–EF": "–", "AB,CD;": ",;", "åA\xff": "å\ufffd", "１2": "１", "it's": "'", "A\u030a": "\u030a", "[AB]": "[]",
	} {
		got := CleanAuthCode(in)
		if string(got.Odd) != want {
			t.Errorf("CleanAuthCode(%q) finds %q odd, want %q", in, string(got.Odd), want)
		}
		if code := got.Code.Reveal(); code != strings.ToValidUTF8(in, "\ufffd") {
			t.Errorf("CleanAuthCode(%q) changed it to %q", in, code)
		}
	}
}

func TestACodeHasNoGreatestLength(t *testing.T) {
	long := strings.Repeat("aB3-", 100_000)
	if got := CleanAuthCode("Code: " + long); got.Code.Reveal() != long {
		t.Errorf("a code of %d characters came back with %d", len(long), len(got.Code.Reveal()))
	}
}

func TestCleaningACodeTwiceChangesNothingMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkCode(t, hostile().Draw(t, "paste"))
	})
}

func FuzzCleanAuthCode(f *testing.F) {
	for _, seed := range []string{
		"K7QM-2XRD-9HTF", "Code: ABCD", "«Koden din er: ABCD»", "\"Code\": \"ABCD\"", "\x1b[200~ABCD\x1b[201~", "^[[200~Code:[201~", "AB\u200bCD\xff",
		"A\u0301\u0302\u0303\u0304\u0305", "code：code:`", "200~200~", "\u2028A\u00a0B\u009b31mC", "<!doctype html><title>Welcome</title>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pasted string) { checkCode(t, pasted) })
}

// checkCode wants a code that stays as it is when it is cleaned again, holds nothing
// that is not seen, and names what is odd in it.
func checkCode(t interface{ Fatalf(string, ...any) }, pasted string) {
	once := CleanAuthCode(pasted)
	code := once.Code.Reveal()
	if twice := CleanAuthCode(code); twice.Code != once.Code || string(twice.Odd) != string(once.Odd) {
		t.Fatalf("CleanAuthCode(%q) = %q, and again %q", pasted, code, twice.Code.Reveal())
	}
	if !utf8.ValidString(code) || once.Code.Empty() != (code == "") {
		t.Fatalf("CleanAuthCode(%q) = %q", pasted, code)
	}
	for _, r := range code {
		if Hidden(r) || unicode.IsSpace(r) || unicode.IsControl(r) {
			t.Fatalf("CleanAuthCode(%q) = %q keeps %U", pasted, code, r)
		}
		if r > unicode.MaxASCII && !slices.Contains(once.Odd, r) {
			t.Fatalf("CleanAuthCode(%q) does not name %U", pasted, r)
		}
	}
}

func TestWhatAPasteAddsNeverChangesTheCode(t *testing.T) {
	around := rapid.SampledFrom([]string{" ", "\r\n", "\u00a0", "\u200b", "\ufeff", `"`, "“", "»", "`", "\x1b[0m", "\x1b[200~"})
	label := rapid.SampledFrom([]string{"", "Code: ", "AUTH CODE:", "Your code is:\n", "kode : "})
	wrap := rapid.SampledFrom([]string{"", "", "\n", "\r\n  ", "\u200b", "\u00a0"})
	rapid.Check(t, func(t *rapid.T) {
		head := rapid.StringMatching(`[A-Z0-9][A-Za-z0-9_.=/+-]{0,30}`).Draw(t, "head")
		tail := rapid.StringMatching(`[A-Za-z0-9-]{1,30}`).Draw(t, "tail")
		paste := around.Draw(t, "a") + label.Draw(t, "label") + around.Draw(t, "b") + head + wrap.Draw(t, "wrap") + tail + around.Draw(t, "c")
		if got := CleanAuthCode(paste); got.Code.Reveal() != head+tail || got.Odd != nil {
			t.Fatalf("CleanAuthCode(%q) = %q, odd %q", paste, got.Code.Reveal(), got.Odd)
		}
	})
}

func TestAnAuthCodeDoesNotPrint(t *testing.T) {
	if got := fmt.Sprintf("%v %+v %#v", CleanAuthCode("PLANTED"), CleanAuthCode("PLANTED"), CleanAuthCode("PLANTED")); strings.Contains(got, "PLANTED") {
		t.Error("an auth code prints itself")
	}
}
