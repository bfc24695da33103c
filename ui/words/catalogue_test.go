package words

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"iter"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// settings are those for sending, and "" for their file.
func settings() []session.Setting {
	return []session.Setting{"", session.SettingServer, session.SettingPassword, session.SettingFrom}
}

// catalogue is every error that can reach the user, under a name.
func catalogue(t *testing.T) map[string]error {
	t.Helper()
	all := map[string]error{
		"not saved, other": &session.NotSavedError{Found: igloo.Lock{ID: "7", Answers: igloo.Answers{Name: "Gate"}}},
		"not saved, none":  &session.NotSavedError{},
		"busy":             &session.BusyError{PID: 4711, Since: time.Date(2026, 11, 22, 14, 5, 0, 0, time.Local)},
		"busy, unknown":    &session.BusyError{},
		"newer":            &session.NewerError{Path: "/home/kari/visit", Version: 9},
		"damaged":          &session.DamagedError{MovedTo: "/home/kari/visit.damaged"},
		"journal":          &session.JournalError{Path: "/home/kari/visit", Err: errors.New("no space left on device")},
		"journal, denied":  &session.JournalError{Path: "/home/kari/visit", Err: fs.ErrPermission},
		"journal, bare":    &session.JournalError{Path: "/home/kari/visit"},
		"journal, no home": &session.JournalError{Err: &session.NoHomeError{Variable: "HOME"}},
		"journal, full":    &session.JournalError{Path: "/home/kari/visit", Err: &fs.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC}},
		"journal, a file":  &session.JournalError{Path: "/home/kari/visit", Err: syscall.ENOTDIR},
		"journal, ro":      &session.JournalError{Path: "/home/kari/visit", Err: syscall.EROFS},
		"journal, exists":  &session.JournalError{Path: "/home/kari/visit", Err: &fs.PathError{Op: "mkdir", Path: "/home/kari", Err: syscall.EEXIST}},
		"journal, folder":  &session.JournalError{Path: "/home/kari/visit", Err: &session.NotFileError{Path: "/home/kari/visit.lock", Mode: fs.ModeDir}},
		"journal, link":    &session.JournalError{Path: "/home/kari/visit", Err: &session.NotFileError{Mode: fs.ModeSymlink}},
		"journal, pipe":    &session.JournalError{Path: "/home/kari/visit", Err: &session.NotFileError{Mode: fs.ModeNamedPipe}},
		"journal, another": &session.JournalError{Path: "/home/kari/visit", Err: &session.NotOwnError{Path: "/home/kari"}},
		"journal, linked":  &session.JournalError{Path: "/home/kari/visit", Err: &session.NotOwnError{Path: "/home/kari/visit.lock", Linked: true}},
		"exposed":          &session.ExposedError{Path: "/home/kari/visit"},
		"exposed still":    &session.ExposedError{Path: "/home/kari/visit", Err: fs.ErrPermission},
		"panic":            &session.PanicError{Kind: "runtime.boundsError"},
		"canceled":         context.Canceled,
		"deadline":         fmt.Errorf("sending: %w", context.DeadlineExceeded),
		"anything else":    errors.New("the printer is on fire"),
		"too long":         &igloo.WindowError{Latest: time.Date(2027, 11, 24, 12, 0, 0, 0, time.UTC)},
		"no time":          igloo.ErrWindowOrder,
	}
	for kind := range constants[igloo.Kind](t, "../../igloo") {
		for op := range constants[igloo.Op](t, "../../igloo") {
			for _, host := range []string{"", "portal.example"} {
				all[kind.String()+" at "+op.String()+" of "+host] = &igloo.Error{Kind: kind, Op: op, Host: host}
			}
		}
	}
	for reason := range constants[onboarding.Reason](t, "../../igloo/onboarding") {
		refusal := onboarding.RefusalError{Reason: reason}
		all["refusal: "+refusal.Error()] = refusal
	}
	for reason := range constants[igloo.LinkReason](t, "../../igloo") {
		all["link: "+reason.String()] = &igloo.LinkError{Reason: reason}
	}
	for kind := range constants[session.SendKind](t, "../../igloo/session") {
		all["not sent: "+kind.String()] = &session.SendError{Kind: kind, Host: "mail.example"}
		all["not sent, in words: "+kind.String()] = &session.SendError{Kind: kind, Host: "mail.example", Code: 550, Message: "Spam is not wanted here"}
	}
	for _, setting := range settings() {
		for _, why := range []error{nil, fs.ErrPermission} {
			all[fmt.Sprintf("settings: %s, %v", setting, why)] = &session.SetupError{File: "/home/kari/.local/state/igloo-setup/mail.json", Setting: setting, Err: why}
		}
	}
	all["settings: a variable without one"] = &session.SetupError{File: "/home/kari/.local/state/igloo-setup/mail.json", Variable: "IGLOO_SETUP_SMTP_REPLY_TO"}
	all["settings: a variable"] = &session.SetupError{File: "/home/kari/.local/state/igloo-setup/mail.json", Setting: session.SettingServer, Variable: "IGLOO_SETUP_SMTP"}
	for name, link := range oddLinks() {
		_, all["link: "+name] = igloo.ParseLink(link)
	}
	for _, answer := range keyringAnswers() {
		all["password: "+answer.Error()] = &session.PasswordError{Host: "mail.example", Username: "kari", Err: answer}
	}
	return all
}

func TestEveryErrorSaysWhatHappenedWhatItMeansAndWhatToDo(t *testing.T) {
	for name, err := range catalogue(t) {
		got := english.Explain(fmt.Errorf("somewhere: %w", err))
		for part, text := range map[string]string{"what": got.What, "means": got.Means, "next": got.Next} {
			readable(t, name+", "+part, text)
			if length(text) > 180 {
				t.Errorf("%s, %s: %d characters are too many: %q", name, part, length(text), text)
			}
		}
	}
	if got := english.Explain(nil); got != (Explanation{}) {
		t.Errorf("no error has no words: %q", got)
	}
}

func TestEachOfAClosedSetHasWordsOfItsOwn(t *testing.T) {
	apart(t, constants[igloo.Kind](t, "../../igloo"), func(kind igloo.Kind) error {
		return &igloo.Error{Kind: kind, Op: igloo.OpLocation, Host: "portal.example"}
	})
	apart(t, constants[igloo.LinkReason](t, "../../igloo"), func(reason igloo.LinkReason) error { return &igloo.LinkError{Reason: reason} })
	apart(t, constants[onboarding.Reason](t, "../../igloo/onboarding"), func(reason onboarding.Reason) error {
		return onboarding.RefusalError{Reason: reason}
	})
	apart(t, constants[session.SendKind](t, "../../igloo/session"), func(kind session.SendKind) error { return &session.SendError{Kind: kind} })
	apart(t, slices.Values(settings()), func(setting session.Setting) error { return &session.SetupError{Setting: setting} })
}

// apart fails the test if two of a set share their words: one of them has none.
func apart[T any](t *testing.T, set iter.Seq[T], made func(T) error) {
	t.Helper()
	seen := map[Explanation]T{}
	for one := range set {
		said := english.Explain(made(one))
		if other, ok := seen[said]; ok {
			t.Errorf("%T: %v and %v say the same: %q", one, other, one, said.What)
		}
		seen[said] = one
	}
}

// constants are those of a closed set: as many as its package's source has of the type.
// One that is added there is in the catalogue from then on.
func constants[T interface {
	~uint8
	fmt.Stringer
}](t *testing.T, folder string) iter.Seq[T] {
	t.Helper()
	name := reflect.TypeFor[T]().Name()
	count, first := 0, 0
	for _, file := range sources(t, folder) {
		for _, decl := range file.Decls {
			group, ok := decl.(*ast.GenDecl)
			if !ok || group.Tok != token.CONST {
				continue
			}
			value, _ := group.Specs[0].(*ast.ValueSpec)
			if kind, ok := value.Type.(*ast.Ident); ok && kind.Name == name {
				count += len(group.Specs)
				if _, plusOne := value.Values[0].(*ast.BinaryExpr); plusOne {
					first = 1
				}
			}
		}
	}
	if count == 0 {
		t.Fatalf("%s has no constants of the type %s", folder, name)
	}
	return func(yield func(T) bool) {
		for n := first; n < first+count; n++ {
			if text := T(n).String(); text == "" || regexp.MustCompile(`[-\s]\d+$`).MatchString(text) {
				t.Errorf("the %d. %s has no name", n, name)
			}
			if !yield(T(n)) {
				return
			}
		}
	}
}

// sources are the package's files without its tests.
func sources(t *testing.T, folder string) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatal(folder, paths, err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// wrapped are error types that reach the user inside of another one, or never.
var wrapped = map[string]string{
	"session.NotFileError": "session.JournalError wraps it",
	"session.NotOwnError":  "session.JournalError wraps it",
	"session.NoHomeError":  "session.JournalError wraps it",
}

func TestTheCatalogueHasEveryErrorType(t *testing.T) {
	known := map[string]bool{}
	for _, err := range catalogue(t) {
		known[strings.TrimPrefix(fmt.Sprintf("%T", err), "*")] = true
	}
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if matches, _ := filepath.Glob(filepath.Join(path, "*.go")); len(matches) == 0 || strings.HasPrefix(path, "../../ui") {
			return nil
		}
		for _, file := range sources(t, path) {
			for _, name := range errorTypes(file) {
				if full := file.Name.Name + "." + name; !known[full] && wrapped[full] == "" {
					t.Errorf("%s is not in the catalogue, and nothing says why", full)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// errorTypes are the exported types of a file that have a method Error.
func errorTypes(file *ast.File) []string {
	var names []string
	for _, decl := range file.Decls {
		method, ok := decl.(*ast.FuncDecl)
		if !ok || method.Name.Name != "Error" || method.Recv == nil {
			continue
		}
		kind := method.Recv.List[0].Type
		if pointer, ok := kind.(*ast.StarExpr); ok {
			kind = pointer.X
		}
		if name, ok := kind.(*ast.Ident); ok && name.IsExported() {
			names = append(names, name.Name)
		}
	}
	return names
}
