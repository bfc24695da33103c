package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"runtime"
	"sync"

	"inlet.tech/igloo-setup/ui/words"
)

// Bounds of the log, in bytes. One lock takes about a thousand.
const (
	logRotates = 1 << 20 // a log that has grown to this is moved aside when a run begins
	logCap     = 4 << 20 // a run writes no more than this
)

// errNoFile says that something else has the name that a log was to have: a folder,
// or a link that may lead anywhere.
var errNoFile = errors.New("not a regular file")

// logFile is the log that --log asks for. Without a path it writes nothing.
type logFile struct {
	path string
	file *os.File

	mu   sync.Mutex // a call that was given up may still end while the log is closed
	room int        // how many bytes may still be written
	err  error      // the first that kept a line from being written
}

// openLog opens the log at path, readable by its owner only; what another run wrote
// there stays before it. "" is no log.
func openLog(path string) (*logFile, error) {
	if path == "" {
		return &logFile{}, nil
	}
	failed := func(err error) (*logFile, error) { return nil, errors.New(words.LogCannotBeOpened(path, err)) }
	switch there, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return failed(err)
	case !there.Mode().IsRegular():
		return failed(errNoFile)
	case there.Size() >= logRotates:
		if err := errors.Join(os.Chmod(path, 0o600), os.Rename(path, path+".old")); err != nil {
			return failed(err)
		}
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return failed(err)
	}
	if err := file.Chmod(0o600); err != nil {
		return failed(errors.Join(err, file.Close()))
	}
	return &logFile{path: path, file: file, room: logCap}, nil
}

// Logger writes to the file; nil where there is none.
func (l *logFile) Logger() *slog.Logger {
	if l.file == nil {
		return nil
	}
	logger := slog.New(slog.NewTextHandler(l, nil))
	logger.Info("started", slog.String("program", program()), slog.String("system", runtime.GOOS+"/"+runtime.GOARCH))
	return logger
}

// Write appends a line, as long as there is room.
func (l *logFile) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil && len(text) > l.room {
		l.err = fmt.Errorf("%d MB are written, and no more is taken", logCap>>20)
	}
	if l.err != nil {
		return 0, l.err
	}
	l.room -= len(text)
	n, err := l.file.Write(text)
	l.err = err
	return n, err
}

// closing closes the file, and tells on errs where the log is not whole: what was
// done is done, so that changes no exit code.
func (l *logFile) closing(errs io.Writer) {
	if l.file == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := errors.Join(l.err, l.file.Close()); err != nil {
		_ = say(errs, words.LogIsNotWhole(l.path, err))
	}
}
