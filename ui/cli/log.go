package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui/words"
)

// Bounds of the log, in bytes. One lock takes about a thousand.
const (
	logRotates = 1 << 20 // a log that has grown to this is moved aside when a run begins
	logCap     = 4 << 20 // a run writes no more than this
)

// logFile is the log that --log asks for. Without a path it writes nothing.
type logFile struct {
	Log  *session.Log // nil without a path
	text words.Text
	path string
	file *os.File

	mu   sync.Mutex // a call that was given up may still end while the log is closed
	room int        // how many bytes may still be written
	err  error      // why the first line that is missing was not written
}

// openLog opens the log at path, readable by its owner only, and goes on after what another run
// wrote there. It says first which program runs on which system.
func openLog(text words.Text, path string) (*logFile, error) {
	if path == "" {
		return &logFile{}, nil
	}
	file, err := openLogFile(path)
	if err != nil {
		return nil, errors.New(text.Shell.NoLog.With("path", igloo.Clean(path), "cause", text.Cause(err)))
	}
	l := &logFile{text: text, path: path, file: file, room: logCap}
	_, _ = fmt.Fprintf(l, "time=%s what=started program=%s system=%s/%s\n", time.Now().Format(time.RFC3339Nano), program(), runtime.GOOS, runtime.GOARCH)
	l.Log = session.NewLog(l)
	return l, nil
}

func openLogFile(path string) (file *os.File, err error) {
	folder, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	name := filepath.Base(path)
	for {
		file, err := store.OpenOwn(folder, name, os.O_WRONLY|os.O_APPEND|os.O_CREATE)
		if err != nil {
			return nil, err
		}
		there, err := file.Stat()
		err = errors.Join(err, file.Chmod(0o600))
		if err == nil && there.Size() < logRotates {
			return file, nil
		}
		if err = errors.Join(err, file.Close()); err == nil {
			err = folder.Rename(name, name+".old")
		}
		if err != nil {
			return nil, err
		}
	}
}

// Write appends a line, as long as there is room.
func (l *logFile) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil && len(text) > l.room {
		l.err = errors.New(l.text.Shell.LogFull.With("n", logCap>>20))
	}
	if l.err != nil {
		return 0, l.err
	}
	l.room -= len(text)
	n, err := l.file.Write(text)
	l.err = err
	return n, err
}

// closing closes the file, and says on errs if the log is not whole. What was done is done, so
// that changes no exit code.
func (l *logFile) closing(errs io.Writer) {
	if l.file == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := errors.Join(l.err, l.file.Close()); err != nil {
		_ = say(errs, l.text.Shell.LogCut.With("path", igloo.Clean(l.path), "why", igloo.Clean(err.Error())))
	}
}
