package ui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

func TestNoKeyCountsOnATooSmallScreen(t *testing.T) {
	for _, step := range []onboarding.Step{
		onboarding.BeforeYouStart, onboarding.LogIn, onboarding.EditLocation, onboarding.AuthCode, onboarding.Enable,
		onboarding.Name, onboarding.Update, onboarding.BackToApp, onboarding.NotifyInlet,
	} {
		t.Run(words.Title(step), func(t *testing.T) {
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
