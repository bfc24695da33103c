package frames

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// Key is the message for a key under the name that Bubble Tea gives it, such as
// "enter", "shift+tab", "ctrl+l", "f1" or "a".
func Key(name string) (tea.KeyPressMsg, error) {
	key := uv.Key{}
	rest := name
	for {
		modifier, after, found := strings.Cut(rest, "+")
		mod, known := modifiers()[modifier]
		if !found || !known {
			break
		}
		key.Mod |= mod
		rest = after
	}
	if code, known := codes()[rest]; known {
		key.Code = code
	} else if utf8.RuneCountInString(rest) == 1 {
		key.Code, _ = utf8.DecodeRuneInString(rest)
	}
	if printable := key.Mod == 0 && (utf8.RuneCountInString(rest) == 1 || rest == "space"); printable {
		key.Text = string(key.Code)
	}
	if key.String() != name {
		return tea.KeyPressMsg{}, fmt.Errorf("no key is called %q", name)
	}
	return tea.KeyPressMsg(key), nil
}

func modifiers() map[string]tea.KeyMod {
	return map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}
}

func codes() map[string]rune {
	return map[string]rune{
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "space": tea.KeySpace,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "insert": tea.KeyInsert,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6,
		"f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
	}
}

// presses are the messages that a terminal's bytes for the text become.
func presses(text string) ([]tea.KeyPressMsg, error) {
	var (
		decoder uv.EventDecoder
		keys    []tea.KeyPressMsg
	)
	for rest := []byte(text); len(rest) > 0; {
		n, event := decoder.Decode(rest)
		press, ok := event.(uv.KeyPressEvent)
		if !ok || press.Text == "" {
			return nil, fmt.Errorf("%q cannot be typed: press it", rest[:n])
		}
		keys = append(keys, tea.KeyPressMsg(press))
		rest = rest[n:]
	}
	return keys, nil
}
