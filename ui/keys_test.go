package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestNoKeyCountsOnATooSmallScreen(t *testing.T) {
	for _, step := range []onboarding.Step{
		onboarding.BeforeYouStart, onboarding.LogIn, onboarding.EditLocation, onboarding.AuthCode, onboarding.Enable,
		onboarding.Name, onboarding.Update, onboarding.BackToApp, onboarding.NotifyInlet,
	} {
		t.Run(english.Steps[step].Title, func(t *testing.T) {
			w := standard(t).start()
			w.reach(step)
			before := w.Frame().String()
			for _, size := range [][2]int{{39, 24}, {80, 11}, {1, 1}} {
				w.Resize(size[0], size[1])
				w.Type("nmcsei")
				w.Paste("Sauna")
				w.Press("enter", "down", "enter", "tab", "space", "esc", "f1", "ctrl+l", "backspace", "right", "enter")
				w.Resize(80, 24)
				if after := w.Frame().String(); after != before {
					t.Errorf("%v: a key did something:\n%s", size, after)
				}
			}
			w.Resize(39, 24)
			w.Press("ctrl+c")
			if !w.Quit() {
				t.Error("Ctrl+C does not leave")
			}
		})
	}
}

func TestEnterReadOnATooSmallScreenIsLost(t *testing.T) {
	s := standard(t)
	w := s.start()
	w.reach(onboarding.Update)
	w.Resize(39, 24)
	s.sight.read = s.sight.screen
	w.Resize(80, 24)
	w.Press("enter")
	w.stands(onboarding.Update)
}

// confirming are the screens that change something outside, and the way to each, with what
// is to be typed there.
func confirming() map[string]func(*setup) *wizard {
	at := func(s *setup, step onboarding.Step) *wizard {
		w := s.start()
		w.reach(step)
		return w
	}
	return map[string]func(*setup) *wizard{
		"log in": func(s *setup) *wizard {
			w := at(s, onboarding.LogIn)
			w.Type(w.portal.Username())
			w.Press("tab")
			w.Type(w.portal.Password().Reveal())
			return w
		},
		"password in place": func(s *setup) *wizard {
			s.start().leaveAt(onboarding.Update)
			w := s.start()
			w.Press("enter")
			w.Type(w.portal.Password().Reveal())
			return w
		},
		"auth code": func(s *setup) *wizard {
			w := at(s, onboarding.AuthCode)
			w.Type(w.nextCode())
			return w
		},
		"fetch again": func(s *setup) *wizard {
			w := at(s, onboarding.AuthCode)
			w.wire.when("POST /fetch-locks", unplugged)
			w.fill(w.nextCode())
			w.wire.answer = nil
			return w
		},
		"update": func(s *setup) *wizard { return at(s, onboarding.Update) },
		"send":   func(s *setup) *wizard { return at(s, onboarding.NotifyInlet) },
		"update by hand": func(s *setup) *wizard {
			s.byHand = true
			w := s.start()
			for range onboarding.Items {
				w.enter()
			}
			w.toLock()
			w.Type("Badstue Øst")
			return w
		},
	}
}

func TestEnterCountsOnlyOnAScreenInSight(t *testing.T) {
	for name, open := range confirming() {
		t.Run(name, func(t *testing.T) {
			s := linked(t)
			w := open(s)
			before, asked := w.Frame().String(), w.portal.Requests()
			s.sight.read = s.sight.screen - 1
			w.Press("enter")
			if after := w.Frame().String(); after != before || w.portal.Requests() != asked {
				t.Errorf("read before the screen was drawn, it counts:\n%s", after)
			}
			s.sight.read = 0
			w.Press("enter")
			if after := w.Frame().String(); after == before {
				t.Errorf("read afterwards, it does not count:\n%s", after)
			}
		})
	}
}

// A driver sees the header of a step and presses Enter, and the question comes just then.
func TestEnterAtAStepByHandIsForItsQuestion(t *testing.T) {
	s := linked(t)
	s.byHand = true
	w := s.start()
	for range onboarding.Items - 1 {
		w.enter()
	}
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.Step() // the answer is written
	w.stands(onboarding.LogIn)
	w.misses("it is there")
	w.Press("enter")
	w.Release()
	w.stands(onboarding.AuthCode)
}

func TestEnterAfterASaveOfTheMessageSendsIt(t *testing.T) {
	w := serviced(t).atTheMessage()
	w.Hold()
	w.Press("s")
	w.Step() // saved, and that it is the user's now is being written
	w.Press("enter")
	w.Release()
	w.sees("Sent")
}

func TestEnterOfAStrayTextConfirmsNothing(t *testing.T) {
	ofText := tea.KeyPressMsg{Code: tea.KeyEnter, Text: "\r"}
	fields := map[string]bool{"log in": true, "password in place": true, "auth code": true, "update by hand": true}
	for name, open := range confirming() {
		t.Run(name, func(t *testing.T) {
			w := open(linked(t))
			if !fields[name] {
				w.Type("xyz 12")
			}
			before := w.Frame().String()
			w.Send(ofText)
			if changed := w.Frame().String() != before; changed != fields[name] {
				t.Errorf("changed %t:\n%s", changed, w.Frame())
			}
		})
	}
	w := standard(t).start()
	w.Type("xyz")
	w.Send(ofText) // nothing outside is changed here
	w.sees("2 of ")
	w.reach(onboarding.NotifyInlet)
	w.Type("cs") // keys, however fast
	w.Send(ofText)
	w.sees("Sent")
}

func TestTabOfATextIsText(t *testing.T) {
	tab := tea.KeyPressMsg{Code: tea.KeyTab, Text: "\t"}
	link := fields()["link"](t)
	link.Type("https://portal.example/")
	link.Send(tab)
	link.Type("a")
	if got := link.field(); got != "https://portal.example/a" {
		t.Errorf("the link is %q", got)
	}
	name := fields()["name"](t)
	name.Type("Sauna")
	name.Send(tab)
	name.Type("east")
	if got := name.field(); got != "Sauna east" {
		t.Errorf("the name is %q", got)
	}
	login := fields()["username"](t) // of several fields, it ends one
	login.Type("kari")
	login.Send(tab)
	login.Type("varm")
	if got := login.field(); got != "••••" {
		t.Errorf("the password is %q", got)
	}
	enable := standard(t).start()
	enable.reach(onboarding.Enable)
	enable.Send(tab) // and where there is none, it is the key
	enable.stands(onboarding.Name)
}

// onKeyboard is Ctrl and the letter as a terminal tells it on some keyboard.
func onKeyboard(letter, base rune) tea.KeyPressMsg {
	return tea.KeyPressMsg{Code: letter, BaseCode: base, Mod: tea.ModCtrl}
}

func TestCtrlKeysWorkOnEveryKeyboard(t *testing.T) {
	for name, c := range map[string]struct{ leave, help, limits tea.KeyPressMsg }{
		"Latin":                   {onKeyboard('c', 0), onKeyboard('g', 0), onKeyboard('l', 0)},
		"with caps lock":          {onKeyboard('C', 0), onKeyboard('G', 0), onKeyboard('L', 0)},
		"Dvorak, with the place":  {onKeyboard('c', 'i'), onKeyboard('g', 'u'), onKeyboard('l', 'p')},
		"Russian, with the place": {onKeyboard('с', 'c'), onKeyboard('п', 'g'), onKeyboard('д', 'l')},
		"Serbian, with the place": {onKeyboard('ц', 'c'), onKeyboard('г', 'g'), onKeyboard('л', 'l')},
		"Russian":                 {onKeyboard('с', 0), onKeyboard('п', 0), onKeyboard('Д', 0)},
		"Greek":                   {onKeyboard('ψ', 0), onKeyboard('γ', 0), onKeyboard('λ', 0)},
		"Hebrew":                  {onKeyboard('ב', 0), onKeyboard('ע', 0), onKeyboard('ך', 0)},
		"Arabic":                  {onKeyboard('ؤ', 0), onKeyboard('ل', 0), onKeyboard('م', 0)},
		"Persian":                 {onKeyboard('ز', 0), onKeyboard('ل', 0), onKeyboard('م', 0)},
		"Thai":                    {onKeyboard('แ', 0), onKeyboard('เ', 0), onKeyboard('ส', 0)},
		"Georgian":                {onKeyboard('ც', 0), onKeyboard('გ', 0), onKeyboard('ლ', 0)},
		"Korean":                  {onKeyboard('ㅊ', 0), onKeyboard('ㅎ', 0), onKeyboard('ㅣ', 0)},
	} {
		t.Run(name, func(t *testing.T) {
			w := fields()["name"](t)
			w.Send(c.help)
			w.sees("Help · step 8")
			w.Press("esc")
			w.Send(c.limits)
			w.sees("The four limits")
			w.Send(c.leave)
			if !w.Quit() {
				t.Error("it cannot be left")
			}
		})
	}
}

func TestCtrlXGoesOnWithoutSaving(t *testing.T) {
	for _, press := range []tea.KeyPressMsg{{Code: tea.KeyF3}, onKeyboard('x', 0), onKeyboard('ч', 0)} {
		s := linked(t)
		journal := &memory{}
		s.journal = journal
		w := s.start()
		w.reach(onboarding.Enable)
		journal.writeErr = full()
		w.enter()
		w.Send(press)
		w.stands(onboarding.Name)
	}
}

func TestLetterIsACommandOnEveryKeyboard(t *testing.T) {
	for name, press := range map[string]tea.KeyPressMsg{
		"Russian":                 {Code: 'т', Text: "т"},
		"with caps lock":          {Code: 'Т', Text: "Т"},
		"Serbian, with the place": {Code: 'н', BaseCode: 'n', Text: "н"},
		"Greek":                   {Code: 'ν', Text: "ν"},
		"AZERTY, with the place":  {Code: 'n', BaseCode: 'n', Text: "n"},
	} {
		w := standard(t).start()
		w.Send(press)
		if w.sees("undo"); t.Failed() {
			t.Fatal(name)
		}
	}
	w := fields()["name"](t)
	w.Send(tea.KeyPressMsg{Code: 'т', BaseCode: 'n', Text: "т"})
	if got := w.field(); got != "т" {
		t.Errorf("as text it is %q", got)
	}
}

// lettered are the screens with keys that are letters, in the order of the footer, and the
// key that chooses among them.
func lettered() map[string]struct {
	letters []string
	by      string
	open    func(*testing.T) *wizard
} {
	type screen = struct {
		letters []string
		by      string
		open    func(*testing.T) *wizard
	}
	message := func(s *setup) *wizard {
		w := s.start()
		w.reach(onboarding.NotifyInlet)
		return w
	}
	return map[string]screen{
		"checklist": {[]string{"n"}, "right", func(t *testing.T) *wizard { return standard(t).start() }},
		"no portal": {[]string{"b"}, "right", func(t *testing.T) *wizard {
			s := linked(t)
			s.wire.when("GET /api/v1", says(200, "<html>"))
			w := s.start()
			for range onboarding.Items {
				w.enter()
			}
			return w
		}},
		"message of the demo": {[]string{"c", "s", "e"}, "right", func(t *testing.T) *wizard { return message(standard(t)) }},
		"message":             {[]string{"c", "s", "e"}, "right", func(t *testing.T) *wizard { return message(linked(t)) }},
		"message, once opened": {[]string{"i", "c", "s", "e"}, "right", func(t *testing.T) *wizard {
			w := message(linked(t))
			w.Press("enter")
			return w
		}},
		"message by a service": {[]string{"m", "c", "s", "e"}, "right", func(t *testing.T) *wizard {
			return message(serviced(t, session.SendUnreachable))
		}},
		"receipt": {[]string{"n", "c", "s", "e"}, "right", func(t *testing.T) *wizard {
			w := message(linked(t))
			w.Press("s", "i")
			return w
		}},
		"by hand": {[]string{"n", "o", "q"}, "right", manual},
		"by hand, after a no": {[]string{"c", "o", "q"}, "right", func(t *testing.T) *wizard {
			w := manual(t)
			w.Press("n", "1")
			return w
		}},
		"by hand, at a field": {[]string{"ctrl+n", "ctrl+y", "ctrl+o", "ctrl+q"}, "tab", func(t *testing.T) *wizard {
			w := manual(t)
			w.toLock()
			w.Type("Rom 7")
			return w
		}},
	}
}

func TestEveryLetterCanBeChosen(t *testing.T) {
	back := map[string]string{"right": "left", "tab": "shift+tab"}
	for name, screen := range lettered() {
		t.Run(name, func(t *testing.T) {
			for i, letter := range screen.letters {
				direct := screen.open(t)
				before := direct.Frame().String()
				direct.Press(letter)
				if again := letter == "n" && screen.letters[0] == "c"; direct.Frame().String() == before && !again {
					t.Fatalf("%s does nothing:\n%s", letter, before)
				}
				for way, keys := range map[string][]string{
					"on":   repeated(screen.by, i+1),
					"tab":  repeated("tab", i+1),
					"back": repeated(back[screen.by], len(screen.letters)-i),
				} {
					chosen := screen.open(t)
					chosen.Press(keys...)
					chosen.sees("▸ " + shown(letter) + " ")
					chosen.Press("enter")
					if got, want := chosen.Frame().String(), direct.Frame().String(); got != want {
						t.Errorf("%s, %s: Enter shows\n%s\nthe letter\n%s", letter, way, got, want)
					}
				}
			}
			none := screen.open(t)
			before := none.Frame().String()
			none.Press(repeated(screen.by, len(screen.letters)+1)...)
			if got := none.Frame().String(); got != before {
				t.Errorf("the choice does not come round:\n%s", got)
			}
			none.Press(screen.by, "down")
			none.misses("▸ " + shown(screen.letters[0]) + " ") // another key ends the choice
		})
	}
}

// shown is how the footer names a letter.
func shown(letter string) string {
	if key, isCtrl := strings.CutPrefix(letter, "ctrl+"); isCtrl {
		return "Ctrl+" + strings.ToUpper(key)
	}
	return strings.ToUpper(letter)
}

// repeated is a key pressed n times.
func repeated(name string, n int) []string {
	return strings.Fields(strings.Repeat(name+" ", n))
}

func TestPicturesOfAChosenLetter(t *testing.T) {
	w := linked(t).start()
	w.Press("right")
	w.golden("00-before-1-chosen")
	w.reach(onboarding.NotifyInlet)
	w.Press("right", "right")
	w.golden("12-chosen")
}

func TestTabLeavesEnableOnAsItIs(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Enable)
	w.Press("space")
	w.sees("enable is on")
	w.Press("tab")
	w.stands(onboarding.Name)
}
