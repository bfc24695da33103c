package ui_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// fields are all text fields of the wizard, and the way to each.
func fields() map[string]func(*testing.T) *wizard {
	at := func(step onboarding.Step, keys ...string) func(*testing.T) *wizard {
		return func(t *testing.T) *wizard {
			w := standard(t).start()
			w.reach(step)
			w.Press(keys...)
			return w
		}
	}
	return map[string]func(*testing.T) *wizard{
		"link": func(t *testing.T) *wizard {
			s := standard(t)
			s.link = igloo.Link{}
			return s.start()
		},
		"username": at(onboarding.LogIn),
		"password": at(onboarding.LogIn, "tab", "ctrl+r"),
		"password in place": func(t *testing.T) *wizard {
			s := linked(t)
			s.start().leaveAt(onboarding.Update)
			w := s.start()
			w.Press("enter", "ctrl+r")
			return w
		},
		"code":      at(onboarding.AuthCode),
		"name":      at(onboarding.Name),
		"customer":  at(onboarding.NotifyInlet, "e", "shift+tab", "ctrl+u"),
		"call back": at(onboarding.NotifyInlet, "e"),
		"reply to":  at(onboarding.NotifyInlet, "e", "tab", "ctrl+u"),
	}
}

func TestLettersInAFieldAreNeverCommands(t *testing.T) {
	for name, open := range fields() {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			before := w.Frame().Rows[0]
			const typed = "nqcsmei NQCSMEI?hjkl+/x y"
			w.Type(typed)
			if got := w.field(); got != typed {
				t.Errorf("the field holds %q, want %q", got, typed)
			}
			if w.Quit() || w.Frame().Rows[0] != before || len(w.saved) > 0 {
				t.Errorf("a letter did something:\n%v", w.Frame())
			}
		})
	}
}

func TestAPasteIsCleanedAtEachField(t *testing.T) {
	cases := map[string][2]string{
		"link":              {"https://portal.example/a\r\n", "https://portal.example/a"},
		"username":          {"\ufeffkari@fjordlys.example\n", "kari@fjordlys.example"},
		"password":          {"varm \"badstue\"\r\n", "varm \"badstue\""}, // a blank or a quote may be meant
		"password in place": {"varm badstue\n", "varm badstue"},
		"code":              {"Code:\u00a0\u201cK7QM-\r\n2XRD\u200b-9HTF\u201d\r\n", "K7QM-2XRD-9HTF"},
		"name":              {"  Badstue\u202e\x1b[31m Øst\n", "Badstue Øst"},
	}
	for name, open := range fields() {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			w.Paste(cases[name][0])
			if got := w.field(); got != cases[name][1] {
				t.Errorf("the field holds %q, want %q", got, cases[name][1])
			}
		})
	}
}

func TestALongTextAndWideCharactersKeepTheCursorBehindTheText(t *testing.T) {
	for name, open := range fields() {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			w.Type("日本" + strings.Repeat("å", 80) + "日x")
			for _, width := range []int{40, 57, 80, 120} {
				w.Resize(width, 12)
				w.Press("end")
				if text, column := w.cursorIn(); !strings.HasSuffix(text, "日x") || column != cells(text) {
					t.Errorf("at %d columns the cursor is at %d in %q", width, column, text)
				}
				w.Press("home")
				if text, column := w.cursorIn(); !strings.HasPrefix(text, "日本å") || column != 0 {
					t.Errorf("at %d columns Home shows %q with the cursor at %d", width, text, column)
				}
				w.Press("right", "right")
				if _, column := w.cursorIn(); column != 4 {
					t.Errorf("after two wide characters the cursor is at %d", column)
				}
			}
		})
	}
}

func TestWhatAPastedPasswordHidesIsKeptAndDoesNotReachTheScreen(t *testing.T) {
	const pasted = "varm\u202e\u200b\U000e0041badstue"
	for _, name := range []string{"password", "password in place"} {
		t.Run(name, func(t *testing.T) {
			w := fields()[name](t)
			w.Paste(pasted)
			w.sees("varm���badstue")
		})
	}
}

func TestANameIsNoLongerThanItIsReadBack(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Name)
	w.Paste(strings.Repeat("Skap ", 1<<18))
	w.enter()
	w.stands(onboarding.Update)
	if got := len(w.result().State.Current().Name); got > igloo.MaxText {
		t.Errorf("the name has %d characters", got)
	}
}

func TestALinkThatIsTooLongIsNotCutToOneThatFits(t *testing.T) {
	w := fields()["link"](t)
	w.Paste("https://portal.example/" + strings.Repeat("a", 1<<20))
	w.enter()
	w.sees("This is too long for a link.")
}

func TestCtrlRShowsAndHidesASecret(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.LogIn)
	w.Press("tab")
	w.Type("hemmelig")
	w.misses("hemmelig")
	w.sees("••••••••")
	w.Press("ctrl+r")
	w.sees("hemmelig", "Ctrl+R hide")
	w.Press("ctrl+r")
	w.misses("hemmelig")
	w.sees("Ctrl+R show")
}

func TestDeletingAWordOfAMaskedPasswordDoesNotShowWhereWordsEnd(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.LogIn)
	w.Press("tab")
	w.Type("to ord")
	w.Press("ctrl+w")
	if got := w.field(); got != "" {
		t.Errorf("the field holds %q", got)
	}
}

func TestTheCodeIsVisibleWhileTypedAndMaskedAfterEnter(t *testing.T) {
	s := standard(t)
	s.hints = false
	w := s.start()
	w.reach(onboarding.AuthCode)
	code := w.nextCode()
	w.Type(code)
	w.sees(code)
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.misses(code)
	w.Release()
	w.reach(onboarding.Enable)
	w.Press("esc", "esc")
	w.stands(onboarding.AuthCode)
	w.misses(code)
}

func TestTypingIntoAMaskedCodeReplacesIt(t *testing.T) {
	for name, put := range map[string]func(*wizard){
		"typed":  func(w *wizard) { w.Type("NEW-1") },
		"pasted": func(w *wizard) { w.Paste("NEW-1") },
	} {
		t.Run(name, func(t *testing.T) {
			w := standard(t).start()
			w.reach(onboarding.Enable)
			w.Press("esc", "esc")
			put(w)
			if got := w.field(); got != "NEW-1" {
				t.Errorf("the field holds %q", got)
			}
		})
	}
}

func TestTypingAfterARefusalReplacesThePassword(t *testing.T) {
	left := linked(t)
	left.start().leaveAt(onboarding.Update)
	for place, refused := range map[string]func() *wizard{
		"at the login": func() *wizard {
			w := standard(t).start()
			w.reach(onboarding.LogIn)
			w.fill(w.portal.Username())
			w.fill("feil")
			return w
		},
		"in place": func() *wizard {
			w := left.start()
			w.enter()
			w.fill("feil")
			return w
		},
	} {
		for name, tc := range map[string]struct {
			put  func(*wizard)
			want string
		}{
			"typed":      {func(w *wizard) { w.Type("ny") }, "••"},
			"pasted":     {func(w *wizard) { w.Paste("ny") }, "••"},
			"corrected":  {func(w *wizard) { w.Press("backspace"); w.Type("ny") }, "•••••"},
			"scrolled":   {func(w *wizard) { w.Press("pgdown"); w.Type("ny") }, "••"},
			"sent again": {func(w *wizard) { w.enter() }, "••••"},
		} {
			t.Run(place+", "+name, func(t *testing.T) {
				w := refused()
				w.sees("refused")
				tc.put(w)
				if got := w.field(); got != tc.want {
					t.Errorf("the field shows %q, want %q", got, tc.want)
				}
			})
		}
	}
}

func TestTheSameCodeIsNotFetchedTwice(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Enable)
	asked := w.portal.Requests()
	w.Press("esc", "esc")
	w.enter()
	w.stands(onboarding.Enable)
	if n := w.portal.Requests() - asked; n != 0 {
		t.Errorf("the portal was asked %d more times", n)
	}
}

func TestAnEmptyCodeNeverSubmits(t *testing.T) {
	for _, text := range []string{"", "   ", "\u200b", "\"\""} {
		w := standard(t).start()
		w.reach(onboarding.AuthCode)
		asked := w.portal.Requests()
		if text != "" {
			w.Paste(text)
		}
		w.enter()
		w.stands(onboarding.AuthCode)
		w.sees("There is no code yet.")
		if w.portal.Requests() != asked {
			t.Errorf("%q was sent", text)
		}
	}
}

// After an error everything that was typed is still there, and Enter tries again.
func TestNothingTypedIsLostAfterAnError(t *testing.T) {
	for name, c := range map[string]struct {
		step  onboarding.Step
		call  string
		typed string
	}{
		"log in":      {onboarding.LogIn, "POST /login", ""},
		"auth code":   {onboarding.AuthCode, "POST /fetch-locks", "K7QM-2XRD-9HTF"},
		"update":      {onboarding.Update, "PATCH /locks", ""},
		"location":    {onboarding.OpenLocation, "GET /locks", ""},
		"no contract": {onboarding.BeforeYouStart, "GET /api/v1", ""},
	} {
		for fault, answer := range map[string]func(*http.Request) (*http.Response, error){
			"unplugged": unplugged,
			"500":       says(http.StatusInternalServerError, "{}"),
			"forbidden": says(http.StatusForbidden, "{}"),
			"invalid":   says(http.StatusUnprocessableEntity, `{"message":"Nei."}`),
		} {
			t.Run(name+"/"+fault, func(t *testing.T) {
				w := standard(t).start()
				w.reach(c.step)
				if c.step == onboarding.BeforeYouStart {
					for range onboarding.Items - 1 {
						w.enter()
					}
				}
				w.wire.when(c.call, answer)
				w.answer() // the right answer, and it does not get through
				w.sees("!")
				before := w.result().State
				w.wire.answer = nil
				w.enter()
				after := w.result().State
				if after.Step <= before.Step && after.Pending() == onboarding.None && !progressed(before, after) {
					t.Errorf("Enter alone does not go on from\n%v", w.Frame())
				}
			})
		}
	}
}

// progressed reports whether the later state has got further than the earlier.
func progressed(before, after onboarding.State) bool {
	return after.Step > before.Step || after.Contract == onboarding.ContractSpoken && before.Contract != after.Contract || after.Live && !before.Live || after.Loaded && !before.Loaded
}

func TestEveryRefusedAnswerStaysInItsField(t *testing.T) {
	s := standard(t)
	s.link = igloo.Link{}
	link := s.start()
	link.fill("ftp://portal.example")
	if got := link.field(); got != "ftp://portal.example" {
		t.Errorf("the link is %q", got)
	}
	login := standard(t).start()
	login.reach(onboarding.LogIn)
	login.fill("kari")
	login.fill("feil")
	login.sees("kari")
	if got := login.field(); got != "••••" {
		t.Errorf("the password is %q", got)
	}
	code := standard(t).start()
	code.reach(onboarding.AuthCode)
	code.fill("FEIL-1")
	code.Press("ctrl+r")
	if got := code.field(); got != "FEIL-1" {
		t.Errorf("the code is %q", got)
	}
}

func TestTabAndTheArrowsMove(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.LogIn)
	user, password := w.Frame().Cursor.Y, 0
	for i, key := range []string{"tab", "tab", "shift+tab", "shift+tab", "down", "up"} {
		w.Press(key)
		at := w.Frame().Cursor.Y
		if i == 0 {
			password = at
		}
		if want := []int{password, user}[i%2]; at != want || password == user {
			t.Errorf("after %d keys the cursor is in row %d, want %d", i+1, at, want)
		}
	}
	w.reach(onboarding.OpenLocation)
	for _, c := range [][2]string{{"down", "Nordlys"}, {"down", "Nordlys"}, {"up", "Badstua"}, {"tab", "Nordlys"}, {"shift+tab", "Badstua"}} {
		w.Press(c[0])
		w.sees("▸ " + c[1])
	}
	w.reach(onboarding.Enable)
	w.Press("space")
	w.sees("[x]")
	w.Press("space")
	w.sees("[ ]")
	w.Press("tab")
	w.stands(onboarding.Name)
	w.Press("esc")
	w.sees("[ ]")
}

func TestHelpAndLimitsOpenOverTheBodyWithBothKeysAndTakeNoAnswer(t *testing.T) {
	for _, key := range []string{"f1", "ctrl+g", "f2", "ctrl+l"} {
		w := standard(t).start()
		w.reach(onboarding.AuthCode)
		w.Type("K7QM")
		before := w.Frame()
		w.Press(key)
		title := "Help · step 4"
		if key == "f2" || key == "ctrl+l" {
			title = "The four limits"
		}
		w.sees(title)
		w.stands(onboarding.AuthCode)
		w.Type("xyz")
		w.Paste("xyz")
		w.Press("space", "tab")
		w.sees(title)
		w.Press("esc")
		if after := w.Frame(); after.String() != before.String() {
			t.Errorf("%s: after closing the screen is\n%v", key, after)
		}
	}
}

func TestEachStepHasHelpOfItsOwn(t *testing.T) {
	w := standard(t).start()
	seen := map[string]onboarding.Step{}
	for _, step := range []onboarding.Step{
		onboarding.BeforeYouStart, onboarding.LogIn, onboarding.OpenLocation, onboarding.EditLocation, onboarding.AuthCode,
		onboarding.Enable, onboarding.Name, onboarding.Update, onboarding.BackToApp, onboarding.NotifyInlet,
	} {
		w.reach(step)
		w.Press("f1")
		rows := w.Frame().Rows
		text := strings.Join(rows[5:10], "\n")
		if other, twice := seen[text]; twice {
			t.Errorf("step %d has the help of step %d", step.Number(), other.Number())
		}
		seen[text] = step
		w.Press("enter")
	}
}

// Five keys a lock, besides its pasted code and its typed name.
func TestALockCostsFiveKeys(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	for n := range 3 {
		w.stands(onboarding.AuthCode)
		w.Paste(w.nextCode())
		w.enter()
		w.stands(onboarding.Enable)
		w.enter()
		w.Type(fmt.Sprintf("Rom %d", 301+n))
		w.enter()
		w.stands(onboarding.Update)
		w.enter()
		w.sees(fmt.Sprintf("Saved: Rom %d", 301+n))
		w.enter()
	}
	if n := w.result().State.SavedCount(); n != 3 {
		t.Errorf("%d locks are saved", n)
	}
	for _, work := range w.result().State.Locks[:3] {
		if !work.Lock.Enabled {
			t.Errorf("%s is not enabled", work.Lock.Name)
		}
	}
}

func TestEscGoesBackFromEverywhereAndLaterAnswersSurvive(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	for _, step := range []onboarding.Step{
		onboarding.Name, onboarding.Enable, onboarding.YourLock, onboarding.AuthCode, onboarding.EditLocation,
		onboarding.OpenLocation, onboarding.LogIn, onboarding.BeforeYouStart,
	} {
		w.Press("esc")
		w.stands(step)
	}
	for w.step() != onboarding.Update {
		w.enter() // nothing has to be typed again
	}
	w.sees(`"Rom 201"`, "off → on")
}

func TestEscOnASecondLockLeadsToTheChoiceAfterTheFirst(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.BackToApp)
	w.enter()
	w.stands(onboarding.AuthCode)
	w.Press("esc")
	w.stands(onboarding.BackToApp)
	w.sees("Saved: Rom 201")
	w.Press("esc")
	w.stands(onboarding.Update)
}

// cursorIn is the text of the field with the cursor, and the cursor's column in it.
func (w *wizard) cursorIn() (text string, column int) {
	w.t.Helper()
	frame := w.Frame()
	edge, _, _ := strings.Cut(frame.Rows[frame.Cursor.Y], "┃ ")
	return w.field(), frame.Cursor.X - cells(edge+"┃ ")
}

// A terminal without bracketed paste types them, and a keyboard can.
func TestRunesThatNobodySeesDoNotEnterAFieldAsKeys(t *testing.T) {
	for name, open := range fields() {
		if name == "password" || name == "password in place" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			w := open(t)
			w.Type("ka\u202er\u200bi\ufeff")
			w.Send(tea.KeyPressMsg{Code: tea.KeyExtended, Text: "x\u202ey"})
			if got := w.field(); got != "kari" {
				t.Errorf("the field holds %+q", got)
			}
		})
	}
}
