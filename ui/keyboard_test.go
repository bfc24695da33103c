package ui_test

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	uv "github.com/charmbracelet/ultraviolet"
	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/ui"
)

// line is a terminal that sends its parts, each so long after the one before.
type line []part

type part struct {
	after time.Duration
	bytes string
}

func (l *line) Read(p []byte) (int, error) {
	if len(*l) == 0 {
		return 0, io.EOF
	}
	n := copy(p, (*l)[0].bytes)
	*l = (*l)[1:]
	return n, nil
}

func (l *line) Ready(within time.Duration) bool {
	if len(*l) == 0 {
		return false
	}
	next := &(*l)[0]
	next.after -= within
	return next.after <= 0
}

// ways are how a text can come without a pause: in one read, in two, and byte by byte.
func ways(text string) map[string]line {
	all := map[string]line{"at once": {{bytes: text}}}
	for at := 1; at < len(text); at++ {
		all[fmt.Sprintf("split at %d", at)] = line{{bytes: text[:at]}, {time.Millisecond, text[at:]}}
	}
	for _, pause := range []time.Duration{0, 9 * time.Millisecond} {
		all[fmt.Sprintf("each byte after %v", pause)] = slowly(text, pause)
	}
	return all
}

// slowly is a text byte by byte.
func slowly(text string, pause time.Duration) (l line) {
	for _, b := range []byte(text) {
		l = append(l, part{pause, string([]byte{b})})
	}
	return l
}

// reader reads lines as Bubble Tea does, and each outcome once.
type reader map[string]string

// reads is what Bubble Tea gets of the line: text as it is, a key as <key>, a tab and an
// Enter of a text as <tab.> and <enter.>, a paste as {text}, an answer as (kind). A
// Backspace takes away what it does.
func (r reader) reads(t testing.TB, l line) string {
	t.Helper()
	sent, err := io.ReadAll(ui.NewKeyboard(&l))
	if err != nil {
		t.Fatal(err)
	}
	if _, known := r[string(sent)]; !known {
		r[string(sent)] = decoded(t, string(sent))
	}
	return r[string(sent)]
}

// decoded is what Bubble Tea makes of the bytes.
func decoded(t testing.TB, sent string) string {
	t.Helper()
	events := make(chan uv.Event, len(sent)+1)
	if err := uv.NewTerminalReader(strings.NewReader(sent), "xterm-256color").StreamEvents(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	close(events)
	var got []rune
	for event := range events {
		switch e := event.(type) {
		case uv.KeyPressEvent:
			switch text := e.Text; {
			case e.Code == uv.KeyBackspace && len(got) > 0:
				got = got[:len(got)-1]
			case text == "\t", text == "\r":
				e.Text = ""
				got = append(got, []rune("<"+e.String()+".>")...)
			case text != "":
				got = append(got, []rune(text)...)
			default:
				got = append(got, []rune("<"+e.String()+">")...)
			}
		case uv.PasteStartEvent, uv.PasteEndEvent:
		case uv.PasteEvent:
			got = append(got, []rune("{"+e.Content+"}")...)
		default:
			got = append(got, []rune(fmt.Sprintf("(%T)", e))...)
		}
	}
	return string(got)
}

func TestBurstIsKeysOrAPaste(t *testing.T) {
	bubbleTea := reader{}
	for sent, want := range map[string]string{
		"\r":                           "<enter>",
		"\n":                           "<enter>",
		"\r\n":                         "<enter>",
		"\r\r\r":                       "<enter>",
		"\n\r\n\r":                     "<enter>",
		"Sauna east\r":                 "Sauna east<enter.>",
		"Sauna east\n":                 "Sauna east<enter.>",
		"Sauna east\r\n":               "Sauna east<enter.>",
		"Sauna east\rSauna west\r":     "{Sauna east\nSauna west\n}",
		"Sauna east\nSauna west\n":     "{Sauna east\nSauna west\n}",
		"Sauna east\r\nSauna west\r\n": "{Sauna east\nSauna west\n}",
		"Sauna east\rSauna west":       "{Sauna east\nSauna west}",
		"\rSauna east":                 "{\nSauna east}",
		"\rSauna east\r":               "{\nSauna east\n}",
		"Sauna east\r\r":               "{Sauna east\n\n}",
		"æ日\r👩\u200d🔧\r":               "{æ日\n👩\u200d🔧\n}",
		"n\rn\r":                       "{n\nn\n}",
		"kari\tvarm\r":                 "kari<tab.>varm<enter.>",
		"Skap\t1\rSkap\t2\r":           "{Skap\t1\nSkap\t2\n}",
		"\t\r":                         "<tab><enter>",
		"\x1b[B\r":                     "<down><enter>",
		"\x15Rom 12\r":                 "<ctrl+u>Rom 12<enter.>",
		"\r\x1b[B\r":                   "<enter><down>",
		"Sauna east\r\x1b[[A":          "Sauna east<enter.><f1>",
		"Rom 1\rRom 2\r\x1b":           "{Rom 1\nRom 2\n}<esc>",
		"Rom 1\r\x0cRom 2\r\x0c":       "{Rom 1\nRom 2\n}<ctrl+l>",
		"Rom\x1b[31m 1\rRom 2\r":       "{Rom 1\nRom 2\n}",
		"Rom 1\rRom 2\x03":             "{Rom 1\nRom 2}<ctrl+c>",
		"\x03\x03":                     "<ctrl+c><ctrl+c>",
		"\r\x00":                       "<enter>",
		"\x1b[200~a\r\nb\r\x1b[201~":   "{a\nb\n}",
		"\x1b[200~a\x1b[201~\r":        "{a}<enter>",
		"\x1b[13u\x1b[13u":             "<enter><enter>",
	} {
		t.Run(fmt.Sprintf("%q", sent), func(t *testing.T) {
			for way, line := range ways(sent) {
				if got := bubbleTea.reads(t, line); got != want {
					t.Errorf("%s: %q, want %q", way, got, want)
				}
			}
		})
	}
}

func TestOneKeyDoesNotWait(t *testing.T) {
	for _, sent := range []string{"a", "æ", " ", "\t", "\x03", "\x1b[A", "\x1bOP", "\x1b[[A", "\x1b[13u"} {
		waiting := &neverReady{sent: sent}
		n, err := ui.NewKeyboard(waiting).Read(make([]byte, 64))
		if n == 0 || err != nil || waiting.asked > 0 {
			t.Errorf("%q: %d bytes, %v, after waiting %v", sent, n, err, waiting.asked)
		}
	}
}

// neverReady sends one thing, and notes how long it was waited for more.
type neverReady struct {
	sent  string
	asked time.Duration
}

func (n *neverReady) Read(p []byte) (int, error) { return copy(p, n.sent), nil }

func (n *neverReady) Ready(within time.Duration) bool {
	n.asked += within
	return false
}

func TestPauseEndsABurst(t *testing.T) {
	bubbleTea := reader{}
	for _, c := range []struct {
		sent line
		want string
	}{
		{line{{0, "Rom 1\r"}, {11 * time.Millisecond, "Rom 2\r"}}, "Rom 1<enter.>Rom 2<enter.>"},
		{line{{0, "\r"}, {11 * time.Millisecond, "\r"}}, "<enter><enter>"},
		{line{{0, "n"}, {11 * time.Millisecond, "Rom 1\rRom 2\r"}}, "n{Rom 1\nRom 2\n}"},
		{line{{0, "n"}, {11 * time.Millisecond, "\tx\r"}}, "n<tab>x<enter>"},
	} {
		if got := bubbleTea.reads(t, c.sent); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestSequenceIsAKeyOrNothing(t *testing.T) {
	bubbleTea := reader{}
	for sent, want := range map[string]string{
		// The Linux console, xterm, rxvt, SCO.
		"\x1b[[A": "<f1>", "\x1b[[B": "<f2>", "\x1b[[C": "<f3>", "\x1b[[D": "<f4>", "\x1b[[E": "<f5>", "\x1b[[F": "", "\x1b[[@": "",
		"\x1bOP": "<f1>", "\x1bOQ": "<f2>", "\x1bOR": "<f3>", "\x1b[11~": "<f1>", "\x1b[13~": "<f3>", "\x1b[P": "<f1>", "\x1bOM": "<enter>",
		"\x1b[7~": "<home>", "\x1b[7$": "<shift+home>", "\x1b[23$": "<shift+f11>", "\x1b[7^": "<ctrl+home>", "\x1b[7@": "<ctrl+shift+home>", "\x1b[a": "<shift+up>",
		"\x1bOa": "<ctrl+up>", "\x1b\x1b[A": "<alt+up>", "\x1b[M": "", "\x1b[N": "",
		// The kitty protocol and xterm's modifyOtherKeys.
		"\x1b[1089;5u": "<ctrl+с>", "\x1b[1089::99;5u": "<ctrl+c>", "\x1b[27;5;1089~": "<ctrl+с>", "\x1b[57414u": "<enter>", "\x1b[97;1:3u": "",
		"\x1b[27u": "<esc>",
		// Of eight bits, as bytes and as UTF-8.
		"\x9bA": "<up>", "\x8fP": "<f1>", "\xc2\x9bA": "<up>", "\x84": "", "\xff": "", "\xc3": "",
		// What no key sends.
		"\x1bOz": "", "\x1bO5z": "", "\x1b(B": "", "\x1b#8": "", "\x1b[?62;22c": "", "\x1b[>1;10;0c": "", "\x1b[10;20R": "", "\x1b[8;1;1t": "",
		"\x1b[65;30;97;1;0;1_": "", "\x1b[0;0;65;1;0;1_": "", "\x1b[1;2;3$w": "", "\x1b[201~": "", "\x1b[" + strings.Repeat("1;", 40) + "m": "",
		"\x1b[?2026;2$y": "(uv.ModeReportEvent)", "\x1b[?5u": "(uv.KeyboardEnhancementsEvent)",
		"\x1b]11;rgb:0000/0000/0000\x1b\\": "(uv.BackgroundColorEvent)",
		// A mouse and a focus that the program has not asked for.
		"\x1b[M !!": "", "\x1b[<0;10;10M": "", "\x1b[<0;10;10m": "", "\x1b[32;10;10M": "", "\x1b[I": "", "\x1b[O": "",
		// Strings, and such as are broken off.
		"\x1b]0;title\a": "", "\x1b]8;;x\x1b\\": "", "\x1b]52;c;QUJD\x1b\\": "", "\x1b]0;title\x9c": "", "\x1b]0;title\xc2\x9c": "",
		"\x9d0;title\x9c": "", "\x1bP1+r5463\x1b\\": "", "\x1bP>|xterm(390)\x1b\\": "", "\x1b_Gi=1;OK\x1b\\": "", "\x1b^pm\x1b\\": "",
		"\x1bXsos\x1b\\": "", "\x1b]0;title\x1b[A": "<up>", "\x1bPq\x18": "", "\x1b[[\x1b[A": "<up>", "\x1b[M\x1b[A": "<up>", "\x1b[1\x1b[B": "<down>", "\x1b[\x03": "<ctrl+c>", "\x1b\x1b[\x1b[A": "<up>", "\x1b\x1b_x\x1b\\": "", "\x1b]0;t\x03": "<ctrl+c>",
	} {
		t.Run(fmt.Sprintf("%q", sent), func(t *testing.T) {
			for way, line := range ways(sent) {
				if got := bubbleTea.reads(t, line); got != want {
					t.Errorf("%s: %q, want %q", way, got, want)
				}
				amid := append(append(line, part{time.Second, "b"}), part{time.Second, sent})
				if got := bubbleTea.reads(t, amid); got != want+"b"+want {
					t.Errorf("%s, and around a letter: %q, want %q", way, got, want+"b"+want)
				}
			}
		})
	}
}

func TestTailOfASlowLineIsNoText(t *testing.T) {
	bubbleTea := reader{}
	for _, tail := range []string{"[A", "OP", "[[A", "[11~", "[1;5C", "]11;rgb:0/0/0\a", "P1+r\x1b\\", "[<0;1;1M"} {
		if got := bubbleTea.reads(t, line{{0, "\x1b"}, {200 * time.Millisecond, tail}}); got != "<esc>" {
			t.Errorf("%q: %q", tail, got)
		}
	}
	for _, name := range []string{"Oslo", "O", "Paris", "[Sauna]", "a", "Xylofon\r"} {
		want := "<esc>" + strings.Replace(name, "\r", "<enter.>", 1)
		if got := bubbleTea.reads(t, line{{0, "\x1b"}, {60 * time.Millisecond, name}}); got != want {
			t.Errorf("%q soon after Esc: %q", name, got)
		}
	}
}

func TestNoTailOfASequenceIsText(t *testing.T) {
	bubbleTea := reader{}
	from := func(low, high rune, most int) *rapid.Generator[string] {
		return rapid.StringOfN(rapid.RuneFrom(nil, &unicode.RangeTable{R16: []unicode.Range16{{uint16(low), uint16(high), 1}}}), 0, most, -1)
	}
	csi := rapid.Custom(func(draw *rapid.T) string {
		final := rapid.RuneFrom([]rune("@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstvwxyz{|}")).Draw(draw, "final") // no u and no ~, which can be text
		return from('0', '?', 80).Draw(draw, "parameters") + from(' ', '/', 3).Draw(draw, "intermediates") + string(final)
	})
	rapid.Check(t, func(draw *rapid.T) {
		var sent string
		switch introducer := rapid.SampledFrom([]string{"[", "O", "]", "P", "X", "^", "_"}).Draw(draw, "introducer"); introducer {
		case "[":
			sent = "\x1b[" + csi.Draw(draw, "sequence")
		case "O":
			sent = "\x1bO" + from('0', '9', 3).Draw(draw, "modifier") + from('A', 'Z', 1).Filter(func(s string) bool { return s != "" }).Draw(draw, "final")
		default:
			sent = "\x1b" + introducer + from(' ', '~', 40).Draw(draw, "text") + rapid.SampledFrom([]string{"\x1b\\", "\a", "\x9c"}).Draw(draw, "end")
		}
		at := rapid.IntRange(0, len(sent)-1).Draw(draw, "split")
		got := bubbleTea.reads(t, line{{0, sent[:at]}, {time.Millisecond, sent[at:]}, {time.Second, "."}})
		if got = regexp.MustCompile(`<[^>]+>|\([^)]+\)`).ReplaceAllString(got, ""); got != "." {
			draw.Errorf("%q leaves %q", sent, got)
		}
	})
}

func TestBurstWithoutEndHasABound(t *testing.T) {
	const most = 1 << 20
	for name, unit := range map[string]string{"text": "Sauna ", "lines": "Sauna\r", "a paste": "\x1b[200~Sauna", "a string": "\x1b]0;Sauna"} {
		var sent line
		for range 1 << 11 {
			sent = append(sent, part{0, strings.Repeat(unit, 4096/len(unit))})
			unit = strings.TrimLeft(unit, "\x1b[]~;0123456789")
		}
		read, err := io.ReadAll(ui.NewKeyboard(&sent))
		if err != nil || len(read) > most+64 {
			t.Errorf("%s: %d bytes, %v", name, len(read), err)
		}
	}
}

func TestCtrlCEndsAPasteWithoutEnd(t *testing.T) {
	bubbleTea := reader{}
	for _, sent := range []line{
		{{0, "\x1b[200~Sauna"}, {500 * time.Millisecond, "\x03"}},
		{{0, "\x1b[200~Sauna"}, {2 * time.Second, "\x03"}},
		{{0, "\x1b[200~Sauna"}, {time.Millisecond, "\x03"}},
	} {
		if got := bubbleTea.reads(t, sent); got != "{Sauna}<ctrl+c>" {
			t.Errorf("%q", got)
		}
	}
}
