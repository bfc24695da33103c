package ui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/ui/words"
)

// keys are all keys: what the footer calls each, what Bubble Tea does, and the actions.
var keys = [...]struct {
	shown string
	names []string
	does  []words.Action
}{
	{"Enter", []string{"enter"}, []words.Action{
		words.GoOn, words.TryAgain, words.Again, words.Yes, words.Accept, words.DoneNow, words.TurnOn, words.ItIsThere, words.Fetch,
		words.TakeNext, words.KeepName, words.Update, words.SaveMine, words.Send, words.SendAgain, words.OpenMail, words.Close,
	}},
	{"Esc", []string{"esc", "alt+esc"}, []words.Action{words.Back, words.Cancel}}, // two in one read arrive as the latter
	{"Ctrl+C", []string{"ctrl+c"}, []words.Action{words.Leave, words.LeaveNow}},
	{"F1", []string{"f1", "ctrl+g"}, []words.Action{words.Help}},
	{"F2", []string{"f2", "ctrl+l"}, []words.Action{words.Limits}},
	{"F3", []string{"f3", "ctrl+x"}, []words.Action{words.Without}},
	{"Ctrl+R", []string{"ctrl+r"}, []words.Action{words.Show, words.Hide}},
	{"Ctrl+U", []string{"ctrl+u"}, []words.Action{words.Clear}},
	{"Space", []string{"space"}, []words.Action{words.Toggle}},
	{"Tab", []string{"tab"}, []words.Action{words.AsItIs, words.NextField, words.Next}},
	{"Tab", []string{"tab", "shift+tab"}, []words.Action{words.Demo}},
	{"↑↓", []string{"up", "down", "tab", "shift+tab"}, []words.Action{words.Choose}},
	{"↑↓", []string{"up", "down", "pgup", "pgdown"}, []words.Action{words.Scroll}},
	{"Left", []string{"left"}, []words.Action{words.Left}},
	{"Right", []string{"right"}, []words.Action{words.Right}},
	{"N", []string{"n", "N", "space"}, []words.Action{words.No, words.Undo}},
	{"N", []string{"n", "N", "ctrl+n"}, []words.Action{words.NotSent, words.NotSeen}},
	{"C", []string{"c", "C", "ctrl+y"}, []words.Action{words.Copy, words.CopyName}},
	{"S", []string{"s", "S"}, []words.Action{words.SaveFile}},
	{"M", []string{"m", "M"}, []words.Action{words.Mail}},
	{"E", []string{"e", "E"}, []words.Action{words.Contact}},
	{"I", []string{"i", "I"}, []words.Action{words.SentMyself}},
	{"B", []string{"b", "B"}, []words.Action{words.ByHand}},
	{"O", []string{"o", "O", "ctrl+o"}, []words.Action{words.OpenPage}},
	{"Q", []string{"q", "Q", "ctrl+q"}, []words.Action{words.QR}},
	{"Ctrl+N", []string{"ctrl+n"}, []words.Action{words.TypedNo}},
	{"Ctrl+O", []string{"ctrl+o"}, []words.Action{words.TypedOpen}},
	{"Ctrl+Q", []string{"ctrl+q"}, []words.Action{words.TypedQR}},
}

// Front is how the wizard has the user do what a sentence is about: by pressing a key. A
// sentence names the Ctrl key of a function key, too, because terminals take those.
func Front() words.Front {
	front := words.Front{Verb: "press"}
	for _, k := range keys {
		name := k.shown
		if len(k.names) > 1 && strings.HasPrefix(name, "F") {
			name += "/" + withCtrl(k.names[1])
		}
		for _, action := range k.does {
			front.Keys[action] = name
		}
	}
	return front
}

func withCtrl(name string) string {
	return "Ctrl+" + strings.ToUpper(strings.TrimPrefix(name, "ctrl+"))
}

// keyOf is an action's key: what the footer and what Bubble Tea calls it.
func keyOf(action words.Action) (shown string, names []string) {
	for _, k := range keys {
		if slices.Contains(k.does, action) {
			return k.shown, k.names
		}
	}
	return "", nil
}

func is(press tea.KeyPressMsg, actions ...words.Action) bool {
	name := press.String()
	return slices.ContainsFunc(actions, func(action words.Action) bool {
		_, names := keyOf(action)
		return slices.Contains(names, name)
	})
}

const pageStep = 5 // how many lines a page key moves at most

// step moves a place among 0 to last; ok tells whether the key was one that moves.
func step(press tea.KeyPressMsg, at, last, page int) (to int, ok bool) {
	switch press.String() {
	case "up", "shift+tab":
		at--
	case "down", "tab":
		at++
	case "pgup":
		at -= page
	case "pgdown":
		at += page
	case "home":
		at = 0
	case "end":
		at = last
	default:
		return at, false
	}
	return max(0, min(at, last)), true
}

// normal is the key as the bindings name it, on whatever keyboard it was pressed: a letter
// with Ctrl is the Latin one of its key.
func normal(press tea.KeyPressMsg) tea.KeyPressMsg {
	if press.Text == "" {
		press.Code, press.BaseCode = latin(press), 0
	}
	return press
}

// command is the key as the bindings name it where no text is typed: there, a letter by
// itself is the Latin one of its key, too.
func command(press tea.KeyPressMsg) tea.KeyPressMsg {
	if letter := latin(press); press.Text != "" && press.Code >= utf8.RuneSelf {
		press.Code, press.Text, press.BaseCode = letter, string(letter), 0
	}
	return press
}

// latin is the letter that a key has on a Latin keyboard. It is the letter that the key
// types, if that is Latin, so that Ctrl+C is where AZERTY and Dvorak have it. Else the key's
// place decides: as the terminal tells it, or where the usual keyboard of the letter's
// script has it.
func latin(press tea.KeyPressMsg) rune {
	code := unicode.ToLower(press.Code)
	switch {
	case code < utf8.RuneSelf || code > unicode.MaxRune: // beyond are the keys without a letter
		return code
	case press.BaseCode != 0:
		return unicode.ToLower(press.BaseCode)
	}
	const places = "qwertyuiopasdfghjklzxcvbnm"
	for _, keyboard := range [...]string{
		"йцукенгшщзфывапролдячсмить", // Russian
		"йцукенгшщзфівапролдячсмить", // Ukrainian
		"··ερτυθιοπασδφγηξκλζχψωβνμ", // Greek
		"··קראטוןםפשדגכעיחלךזסבהנמצ", // Hebrew
		"ضصثقفغعهخحشسيبلاتنمئءؤرﻻىة", // Arabic
		"ضصثقفغعهخحشسیبلاتنمظطزرذدپ", // Persian
		"ๆไำพะัีรนยฟหกดเ้่าสผปแอิืท", // Thai
		"ქწერტყუიოპასდფგჰჯკლზხცვბნმ", // Georgian
		"ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", // Korean
	} {
		if before, _, found := strings.Cut(keyboard, string(code)); found {
			return rune(places[utf8.RuneCountInString(before)])
		}
	}
	return code
}
