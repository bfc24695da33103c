package words

import (
	"slices"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

func TestUpdateShowsWhatChanges(t *testing.T) {
	at := func(work onboarding.Work) onboarding.State {
		return onboarding.State{Step: onboarding.Update, Round: onboarding.Round{Locks: []onboarding.Work{work}}}
	}
	fresh := igloo.Lock{ID: "7"}
	saved := igloo.Lock{ID: "7", Answers: igloo.Answers{Name: "Badstua dør", Enabled: true}}
	for name, tc := range map[string]struct {
		work onboarding.Work
		want []string
	}{
		"a new lock": {
			onboarding.Work{Lock: fresh, Answers: igloo.Answers{Name: "Badstua dør", Enabled: true}},
			[]string{`name: "Badstua dør"`, "enable: off → on"},
		},
		"only the name":         {onboarding.Work{Lock: saved, Answers: igloo.Answers{Name: "Sauna", Enabled: true}}, []string{`name: "Badstua dør" → "Sauna"`}},
		"a saved one as it was": {onboarding.Work{Lock: saved, Answers: igloo.Answers{Name: saved.Name, Enabled: true}, Standing: onboarding.Saved, SavedAt: savedAt()}, []string{"Nothing has changed."}},
		"a new one that is right as it is": {
			onboarding.Work{Lock: saved, Answers: igloo.Answers{Name: saved.Name, Enabled: true}},
			[]string{`Saved as it is: name "Badstua dør", enable on`},
		},
		"over a change in the portal": {
			onboarding.Work{Lock: saved, Standing: onboarding.LockChanged, Answers: igloo.Answers{Name: "Sauna", Enabled: true}},
			[]string{`name: "Badstua dør" → "Sauna"`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := english.Changes(at(tc.work)); !slices.Equal(got, tc.want) {
				t.Errorf("Changes = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAConflictShowsBothVersions(t *testing.T) {
	theirs := igloo.Lock{ID: "7", Answers: igloo.Answers{Name: "Gate", Enabled: true}}
	state := onboarding.State{Round: onboarding.Round{Locks: []onboarding.Work{{Lock: theirs, Standing: onboarding.LockChanged, Answers: igloo.Answers{Name: "Sauna"}}}}}
	want := []string{
		"This lock was changed in the portal after you opened it.",
		`In the portal: name "Gate", enable on`,
		`Yours: name "Sauna", enable off`,
	}
	if got := english.Conflict(state); !slices.Equal(got, want) {
		t.Errorf("Conflict = %q, want %q", got, want)
	}
	state.Locks[0].Standing = onboarding.LocationChanged
	if got := english.Conflict(state); !strings.Contains(got[0], "not this lock") {
		t.Errorf("another lock was changed: %q", got)
	}
	state.Locks[0].Standing = onboarding.Unsaved
	if got := english.Conflict(state); got != nil {
		t.Errorf("without a conflict: %q", got)
	}
	state.Locks[0] = onboarding.Work{Lock: theirs, Standing: onboarding.LockChanged, Answers: igloo.Answers{Name: "Gate", Enabled: true}, SavedAt: savedAt()}
	if got := english.Conflict(state); got != nil {
		t.Errorf("the user wants the portal's: %q", got)
	}
}

func TestNameWarningsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for w := igloo.NameDuplicate; w <= igloo.NameIsLocation; w++ {
		text := english.Lock.NameWarnings[w]
		readable(t, w.String(), text)
		if seen[text] {
			t.Errorf("%v: said twice: %q", w, text)
		}
		seen[text] = true
	}
}

func TestACodeWarningShowsAFewCharacters(t *testing.T) {
	for odd, want := range map[string]string{"": "", "æ": `: "æ". `, "æø": `: "æ", "ø". `, "æøå!?#%": `: "æ", "ø", "å" and 4 more. `} {
		got := english.CodeWarning([]rune(odd))
		if !strings.Contains(got, want) || (odd == "") != (got == "") {
			t.Errorf("CodeWarning(%q) = %q, want %q", odd, got, want)
		}
	}
}

func TestALocksLineJoinsOnlyWhatIsKnown(t *testing.T) {
	for want, lock := range map[string]igloo.Lock{
		"Saved: Sauna · Gate Lock · GL1X":  {ID: "7", Answers: igloo.Answers{Name: "Sauna"}, Model: "Gate Lock", DeviceID: "GL1X"},
		"Saved: Sauna · SP-77":             {ID: "SP-77", Answers: igloo.Answers{Name: "Sauna"}},
		"Saved: Sauna":                     {ID: "Sauna", Answers: igloo.Answers{Name: "Sauna"}}, // the user typed its name
		"Saved: Sauna · Gate Lock · SP-77": {ID: "SP-77", Answers: igloo.Answers{Name: "Sauna"}, Model: "Gate Lock"},
	} {
		saved := onboarding.Work{Lock: lock, Answers: lock.Answers, Standing: onboarding.Saved, SavedAt: savedAt()}
		if got := english.FoundLine(onboarding.State{Round: onboarding.Round{Locks: []onboarding.Work{saved}}}, lock); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestLocksOfOneModelSayTheirType(t *testing.T) {
	lock, keypad := igloo.Lock{ID: "1", Type: "Lock", Model: "Retrofit"}, igloo.Lock{ID: "2", Type: "Keypad", Model: "Retrofit"}
	other := igloo.Lock{ID: "3", Type: "Lock", Model: "Gate Lock"}
	state := onboarding.State{Round: onboarding.Round{Locks: []onboarding.Work{{Found: []igloo.Lock{lock, keypad, other}}}}}
	for want, found := range map[string]igloo.Lock{"Lock · Retrofit · 1 · new": lock, "Keypad · Retrofit · 2 · new": keypad, "Gate Lock · 3 · new": other} {
		if got := english.FoundLine(state, found); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAChangeIsSaidBeforeTheMessageLeaves(t *testing.T) {
	kept := onboarding.Work{Lock: igloo.Lock{ID: "1", Answers: igloo.Answers{Name: "Sauna"}}, Answers: igloo.Answers{Name: "Sauna"}, Standing: onboarding.Saved, SavedAt: savedAt()}
	renamed, apart, gone, unsaved := kept, kept, kept, kept
	renamed.Standing, renamed.Lock.Name = onboarding.LockChanged, "Bastu"
	apart.Standing = onboarding.LocationChanged
	gone.Standing = onboarding.Missing
	unsaved.SavedAt, unsaved.Standing, unsaved.Lock = time.Time{}, renamed.Standing, renamed.Lock
	for _, c := range []struct {
		locks []onboarding.Work
		want  string
	}{
		{[]onboarding.Work{kept, apart, unsaved}, ""},
		{[]onboarding.Work{kept, renamed}, `Changed in the portal after it was saved: "Sauna". The message says so.`},
		{[]onboarding.Work{gone, renamed, renamed, renamed, renamed, renamed}, `Changed in the portal after it was saved: "Sauna", "Sauna", "Sauna" and 2 more. ` +
			`No longer in the portal's list: "Sauna". The message says so.`},
	} {
		if got := english.ChangedElsewhere(onboarding.State{Round: onboarding.Round{Locks: c.locks}}); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestALockThatThePortalsListLacksIsSaidToBeSavedAgain(t *testing.T) {
	gone := onboarding.Work{Lock: igloo.Lock{ID: "1", Answers: igloo.Answers{Name: "Sauna"}}, Answers: igloo.Answers{Name: "Sauna"}, Standing: onboarding.Missing, SavedAt: savedAt()}
	want := []string{english.Lock.Gone}
	state := onboarding.State{Step: onboarding.Update, Round: onboarding.Round{Locks: []onboarding.Work{gone}}}
	if got := english.Changes(state); !slices.Equal(got, want) || !state.Changed() {
		t.Errorf("at Update: %q", got)
	}
	left := strings.Join(english.Leaving(state, End{}), "\n")
	if strings.Contains(left, "Saved in the portal:") || !strings.Contains(left, `set up "Sauna" again`) {
		t.Errorf("after leaving:\n%s", left)
	}
}
